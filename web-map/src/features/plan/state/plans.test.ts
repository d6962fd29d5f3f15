import { describe, expect, it } from 'vitest';
import type { FixableLand, PlanSummary } from '../api';
import { distinctFixes, numbered, receiverOf, smallLand } from './fixes';
import { clampShare } from './drawn';
import { phaseOf, stepsDone } from './plans';

const land = (id: number, areaSquareMetres: number, allowed: string | null = null): FixableLand => ({
  openLand: { id, kind: 'GAP', claims: ['a', 'b'], areaSquareMetres, place: [118.5, 24.8], allowed },
  finding: null,
  fixes: [
    { key: 'ASSIGN:a', operation: { type: 'assign', openLand: id, to: 'a' } },
    { key: 'ASSIGN:b', operation: { type: 'assign', openLand: id, to: 'b' } },
    { key: 'LONGEST', operation: { type: 'assign', openLand: id, to: 'a' } },
    { key: 'MIDDLE', operation: { type: 'splitMiddle', openLand: id, a: 'a', b: 'b' } },
    { key: 'ALLOW', operation: { type: 'allow', openLand: id, reason: '' } },
  ],
});

describe('fixes', () => {
  it('pins_are_numbered_in_the_order_of_the_list', () => {
    const lands = numbered([land(9, 3), land(4, 1, '湖')], (label) => [[[Number(label.slice(1)), 0]]]);
    expect(lands.map(({ id, ordinal, allowed }) => [id, ordinal, allowed])).toEqual([
      [9, 1, false],
      [4, 2, true],
    ]);
    expect(lands[0]?.rings).toEqual([[[9, 0]]]);
  });

  it('only_land_below_the_limit_that_is_not_allowed_is_fixed_at_once', () => {
    const items = [land(1, 2), land(2, 49.9), land(3, 50), land(4, 1, '湖')];
    expect(smallLand(items, 50)).toEqual({ count: 2, areaSquareMetres: 51.9 });
    expect(smallLand(items, 0).count).toBe(0);
  });

  it('the_same_fix_is_offered_once_and_the_longest_border_comes_first', () => {
    const fixes = distinctFixes(land(1, 5).fixes);
    expect(fixes.map(({ key }) => key)).toEqual(['LONGEST', 'ASSIGN:b', 'MIDDLE', 'ALLOW']);
    expect(fixes.map(receiverOf)).toEqual(['a', 'b', null, null]);
  });
});

describe('where a plan stands', () => {
  const at = (state: PlanSummary['state'], more: Partial<PlanSummary> = {}) =>
    phaseOf({ state, decisionNote: null, effectiveFrom: null, ...more }, Date.parse('2026-11-22T00:00:00Z'));

  it('a_returned_draft_and_a_date_to_come_have_words_of_their_own', () => {
    expect(at('DRAFT')).toBe('DRAFT');
    expect(at('DRAFT', { decisionNote: '太大' })).toBe('RETURNED');
    expect(at('APPROVED', { decisionNote: '好' })).toBe('APPROVED');
    expect(at('PUBLISHED', { effectiveFrom: '2026-12-01T00:00:00Z' })).toBe('COMING');
    expect(at('PUBLISHED', { effectiveFrom: '2026-11-21T00:00:00Z' })).toBe('PUBLISHED');
  });

  it('the_steps_are_counted', () => {
    expect(
      (['DRAFT', 'SUBMITTED', 'APPROVED', 'PUBLISHED', 'SUPERSEDED', 'WITHDRAWN'] as const).map(stepsDone),
    ).toEqual([1, 2, 3, 4, 4, 0]);
  });
});

describe('two divisions side by side', () => {
  it('the_handle_stays_on_the_map', () => {
    expect([-1, 0.3, 7, NaN].map(clampShare)).toEqual([0, 0.3, 1, 0.5]);
  });
});
