import { describe, expect, it } from 'vitest';
import type { Comparison, CurableLand, DivisionInTime } from './api';
import type { PlanSummary } from '../plan/api';
import { dayOf, momentsOf, shownDay } from './asOf';
import { boundsOfLand, byChange, isSame, landArea, swipeOf, usualPair } from './comparison';
import { distinctCures, numbered, receiverOf, smallLand } from '../plan/state/cures';
import { clampShare } from '../plan/state/drawn';
import { phaseOf, stepsDone } from '../plan/state/plans';

const land = (id: number, areaSquareMetres: number, allowed: string | null = null): CurableLand => ({
  openLand: { id, kind: 'GAP', claims: ['a', 'b'], areaSquareMetres, place: [118.5, 24.8], allowed },
  finding: null,
  cures: [
    { key: 'ASSIGN:a', operation: { type: 'assign', openLand: id, to: 'a' } },
    { key: 'ASSIGN:b', operation: { type: 'assign', openLand: id, to: 'b' } },
    { key: 'LONGEST', operation: { type: 'assign', openLand: id, to: 'a' } },
    { key: 'MIDDLE', operation: { type: 'splitMiddle', openLand: id, a: 'a', b: 'b' } },
    { key: 'ALLOW', operation: { type: 'allow', openLand: id, reason: '' } },
  ],
});

describe('cures', () => {
  it('pins_are_numbered_in_the_order_of_the_list', () => {
    const lands = numbered([land(9, 3), land(4, 1, '湖')], (label) => [[[Number(label.slice(1)), 0]]]);
    expect(lands.map(({ id, ordinal, allowed }) => [id, ordinal, allowed])).toEqual([
      [9, 1, false],
      [4, 2, true],
    ]);
    expect(lands[0]?.rings).toEqual([[[9, 0]]]);
  });

  it('only_land_below_the_limit_that_is_not_allowed_is_cured_at_once', () => {
    const items = [land(1, 2), land(2, 49.9), land(3, 50), land(4, 1, '湖')];
    expect(smallLand(items, 50)).toEqual({ count: 2, areaSquareMetres: 51.9 });
    expect(smallLand(items, 0).count).toBe(0);
  });

  it('the_same_cure_is_offered_once_and_the_longest_border_comes_first', () => {
    const cures = distinctCures(land(1, 5).cures);
    expect(cures.map(({ key }) => key)).toEqual(['LONGEST', 'ASSIGN:b', 'MIDDLE', 'ALLOW']);
    expect(cures.map(receiverOf)).toEqual(['a', 'b', null, null]);
  });
});

describe('a comparison', () => {
  const square = (x: number, areaSquareMetres: number) => ({
    from: 'a',
    to: 'b',
    areaSquareMetres,
    geometry: {
      type: 'Polygon' as const,
      coordinates: [
        [
          [x, 0],
          [x + 1, 0],
          [x + 1, 1],
          [x, 0],
        ],
      ],
    },
  });
  const side = { divisionId: 1, from: null, name: '', planId: null, reference: '1', rootCode: '' };
  const empty: Comparison = {
    from: side,
    to: side,
    exact: true,
    grids: { added: [], removed: [], recoded: [], reshaped: [], reparented: [], renamed: [] },
    lineage: [],
    land: [],
    houses: { count: 0, items: [] },
    residents: 0,
    officers: [],
    access: [],
  };

  it('equal_divisions_are_called_equal_and_a_renamed_grid_is_a_difference', () => {
    expect(isSame(empty)).toBe(true);
    expect(
      isSame({ ...empty, grids: { ...empty.grids, renamed: [{ code: 'a', from: 'x', to: 'y' }] } }),
    ).toBe(false);
  });

  it('land_is_summed_and_bounded', () => {
    expect(landArea([square(0, 2), square(3, 5)])).toBe(7);
    expect(boundsOfLand([square(0, 2), square(3, 5)])).toEqual([0, 0, 4, 1]);
    expect(boundsOfLand([])).toBeNull();
  });

  it('the_largest_change_comes_first', () => {
    const row = (code: string, areaGained: number, areaLost: number) => ({ code, areaGained, areaLost });
    expect(byChange([row('a', 1, 1), row('b', 0, 9), row('c', 4, 0)]).map(({ code }) => code)).toEqual([
      'b',
      'c',
      'a',
    ]);
  });

  it('outlines_become_lines_with_their_level', () => {
    const outline = { geometry: square(0, 1).geometry, properties: { code: 'a', level: 3 } };
    const drawing = swipeOf([outline], [], []);
    expect(drawing.before[0]?.lines[0]).toHaveLength(4);
    expect(drawing.before[0]?.level).toBe(3);
    expect(drawing.after).toEqual([]);
  });

  it('the_handle_stays_on_the_map', () => {
    expect([-1, 0.3, 7, NaN].map(clampShare)).toEqual([0, 0.3, 1, 0.5]);
  });
});

const division = (id: number, validFrom: string, validTo: string | null, planId: number | null = null) =>
  ({
    id,
    rootCode: 'v',
    name: `d${String(id)}`,
    status: 'IN_FORCE',
    validFrom,
    validTo,
    planId,
  }) as DivisionInTime;

describe('a plan against its division', () => {
  const plan = { id: 7, rootCode: 'v', baseDivisionId: 1, state: 'SUBMITTED' } as PlanSummary;

  it('is_compared_with_the_division_in_force', () => {
    const divisions = [
      division(1, '2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z'),
      division(2, '2021-01-01T00:00:00Z', null),
      { ...division(3, '2020-01-01T00:00:00Z', null), rootCode: 'w' },
    ];
    expect(usualPair(plan, divisions)).toEqual(['2', 'plan:7']);
  });

  it('is_compared_with_its_base_once_it_is_published_itself_or_nothing_is_in_force', () => {
    const own = division(9, '2021-01-01T00:00:00Z', null, 7);
    expect(usualPair({ ...plan, state: 'PUBLISHED' }, [own])).toEqual(['1', 'plan:7']);
    expect(usualPair(plan, [])).toEqual(['1', 'plan:7']);
    expect(usualPair({ ...plan, baseDivisionId: null }, [])).toBeNull();
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

describe('divisions of another day', () => {
  it('moments_stand_newest_first_and_say_whether_they_last', () => {
    const moments = momentsOf(
      [
        division(1, '2020-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
        division(2, '2026-01-01T00:00:00Z', null),
        division(3, '2026-01-01T00:00:00.000Z', null),
        division(4, '2027-01-01T00:00:00Z', null),
      ],
      Date.parse('2026-11-22T00:00:00Z'),
    );
    expect(moments.map(({ divisions, when }) => [divisions.map(({ id }) => id), when])).toEqual([
      [[4], 'coming'],
      [[2, 3], 'now'],
      [[1], 'past'],
    ]);
  });

  it('a_day_is_written_as_a_day_and_an_instant_with_its_minute', () => {
    expect(dayOf(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05');
    expect(shownDay('2025-01-01')).toBe('2025-01-01');
    expect(shownDay(new Date(2026, 10, 22, 7, 5).toISOString())).toBe('2026-11-22 07:05');
  });
});
