import { describe, expect, it } from 'vitest';
import type { Comparison, DivisionInTime } from './api';
import type { PlanSummary } from '../plan/face';
import { dayOf } from '../../i18n/figures';
import { shownDay } from '../../i18n/figures';
import { momentsOf } from './asOf';
import { boundsOfLand, byChange, isSame, landArea, namesOf, swipeOf, usualPair } from './comparison';

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
    sizes: { from: { under: 0, good: 0, over: 0 }, to: { under: 0, good: 0, over: 0 } },
    names: {},
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

  it('grids_are_called_by_name_and_told_apart_where_two_share_one', () => {
    const names = namesOf({
      '350582103220008': '第8网格',
      '350582103220079': '第8网格',
      '350582103220001': '',
    });
    expect([...names.values()].sort()).toEqual(['001', '第8网格 008', '第8网格 079']);
    expect(namesOf({ a: '东片' }).get('a')).toBe('东片');
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
    expect(usualPair(plan, [], false), 'for who may not read imports').toBeNull();
    expect(usualPair({ ...plan, baseDivisionId: null }, [])).toBeNull();
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

  it('of_divisions_that_came_together_only_those_are_called_in_force_that_still_are', () => {
    const [moment] = momentsOf(
      [
        division(1, '2020-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
        division(2, '2020-01-01T00:00:00Z', null),
      ],
      Date.parse('2026-11-22T00:00:00Z'),
    );
    expect(moment?.divisions.map(({ id, when }) => [id, when])).toEqual([
      [1, 'past'],
      [2, 'now'],
    ]);
  });

  it('a_day_is_written_as_a_day_and_an_instant_with_its_minute', () => {
    expect(dayOf(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05');
    expect(shownDay('2025-01-01')).toBe('2025-01-01');
    expect(shownDay(new Date(2026, 10, 22, 7, 5).toISOString())).toBe('2026-11-22 07:05');
  });
});
