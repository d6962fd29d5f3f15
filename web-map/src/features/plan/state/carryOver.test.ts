import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as server from '../api';
import type { CarriedOver, LeftOver, PlanSummary, WireEdge } from '../api';
import { flight } from '../../../state/flight';
import { forgetAll } from '../../../state/memory';
import { carried, carry, putAway, showLeftOver } from './carryOver';
import { plan } from './plan';

vi.mock('../api', async (original) => ({ ...(await original<typeof server>()), carryOver: vi.fn() }));

const edge = (id: number): WireEdge => ({
  id,
  from: 1,
  to: 2,
  left: 'a',
  right: 'b',
  locked: false,
  points: [],
});
const step = {
  seq: 3,
  type: 'moveVertex',
  account: { id: 1, name: '李规划' },
  at: '2026-11-29T00:00:00Z',
  reason: 'CHANGED_SINCE',
  place: [118.6, 24.8],
  grids: ['a', 'b'],
  yours: [edge(1)],
  theirs: [edge(2)],
} as LeftOver;

describe('a plan that is carried over', () => {
  beforeEach(forgetAll);

  it('tells_what_did_not_fit_until_it_is_read', async () => {
    const result: CarriedOver = { seq: 4, version: 5, divisionId: 9, fitting: 2, leftOver: [step] };
    vi.mocked(server.carryOver).mockResolvedValue(result);
    await carry({ id: 7, version: 4 } as PlanSummary);
    expect(carried.plan).toBe(7);
    expect(carried.result).toEqual(result);
    putAway(7, 4);
    expect(carried.result).toBeNull();
    expect(carried.read.has('7/4')).toBe(true);
  });

  it('shows_a_step_that_did_not_fit_like_one_that_somebody_met', () => {
    showLeftOver(step);
    expect(plan.conflict?.yours.edges).toEqual([edge(1)]);
    expect(plan.conflict?.theirs.edges).toEqual([edge(2)]);
    expect(plan.conflict?.operation).toBeNull();
    expect(flight.value).toMatchObject({ to: 'place', place: [118.6, 24.8] });
  });
});
