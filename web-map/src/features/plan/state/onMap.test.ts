import { afterEach, beforeEach, expect, it } from 'vitest';
import { choices } from '../../../state/choices';
import { work } from '../work';
import { atTable, drawable, planOnMap } from './onMap';
import { closePlan, plan } from './plan';
import type { PlanSummary } from '../api';

beforeEach(() => {
  plan.state = 'ready';
  plan.summary = { state: 'DRAFT', mayEdit: true } as PlanSummary;
  Object.assign(choices, { planTab: 'edit', panel: null, at: null });
});
afterEach(() => {
  closePlan();
  choices.at = null;
});

it('a_plan_in_hand_takes_the_place_of_the_grids_in_force', () => {
  expect([planOnMap.value, atTable.value, drawable.value]).toEqual([true, true, true]);
  expect(work.claims?.()).toContain('grids');
});

it('another_day_is_shown_without_the_plan_and_without_its_tools', () => {
  choices.at = '2025-01-01';
  expect([planOnMap.value, atTable.value, drawable.value]).toEqual([false, false, false]);
  expect(work.claims?.()).toEqual([]);
});

it('two_divisions_side_by_side_are_shown_without_the_plan', () => {
  choices.planTab = 'compare';
  expect([planOnMap.value, drawable.value]).toEqual([false, false]);
});
