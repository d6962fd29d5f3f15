import { describe, expect, it } from 'vitest';
import { colourOf, rampOf, VIRIDIS } from '../../geo/ramp';
import { inSections, localAddress, personFound, placeFound } from '../finder/search';
import type { Overview } from '../../api/model';
import { amountText } from './theme';
import { homeOf } from '../../state/town';

describe('counts as words', () => {
  it('a_hidden_count_is_called_hidden_and_never_small', () => {
    expect(amountText({ value: null, suppressed: true }, '不公开')).toBe('不公开');
    expect(amountText({ value: 3, suppressed: true }, '不公开')).toBe('不公开');
  });

  it('a_count_is_grouped_and_an_unknown_one_is_a_dash', () => {
    expect(amountText({ value: 53_000, suppressed: false }, '不公开')).toBe('53,000');
    expect(amountText({ value: 0, suppressed: false }, '不公开')).toBe('0');
    expect(amountText({ value: null, suppressed: false }, '不公开')).toBe('—');
    expect(amountText({ value: 1230, suppressed: false, rounded: true }, '不公开')).toBe('≈ 1,230');
  });
});

describe('counts as colours', () => {
  it('the_norm_of_a_leaf_grid_is_500_to_1000_and_stands_in_the_grey_middle', () => {
    const ramp = rampOf('norm', []);
    const good = colourOf(ramp, 697);
    expect(colourOf(ramp, 500)).toBe(good);
    expect(colourOf(ramp, 1000)).toBe(good);
    expect(colourOf(ramp, 499)).not.toBe(good);
    expect(colourOf(ramp, 1001)).not.toBe(good);
    expect(new Set([0, 499, 500, 1001, 5000].map((count) => colourOf(ramp, count))).size).toBe(5);
  });

  it('other_counts_run_through_viridis_in_round_steps_that_hold_every_value', () => {
    const values = [0, 7, 81, 240, 999];
    const { steps } = rampOf('sequence', values);
    expect(steps.map(({ from }) => from)).toEqual([0, 200, 400, 600, 800]);
    expect(steps.at(-1)?.to).toBeNull();
    const ramp = rampOf('sequence', values);
    for (const value of values) expect(VIRIDIS).toContain(colourOf(ramp, value));
    expect(colourOf(ramp, 999)).toBe(VIRIDIS[4]);
  });

  it.each([7, 43, 96, 312, 640, 1130, 1420, 4100, 56_000])(
    'most_of_the_colours_are_used_whatever_the_largest_count_is: %i',
    (most) => {
      expect(rampOf('sequence', [most]).steps.length).toBeGreaterThanOrEqual(4);
    },
  );

  it('few_or_no_counts_make_few_steps', () => {
    expect(rampOf('sequence', []).steps).toHaveLength(1);
    expect(rampOf('sequence', [2, 3]).steps.map(({ from }) => from)).toEqual([0, 1, 2, 3]);
  });
});

describe('what was found', () => {
  const place = (type: 'grid' | 'house' | 'road', id: number) =>
    placeFound({ type, id, title: '', subtitle: '', point: [0, 0], bounds: [0, 0, 0, 0] });
  const person = personFound({
    id: 9,
    name: '张**',
    sex: 'FEMALE',
    birthDecade: 1960,
    relation: 'SPOUSE',
    room: '903',
    houseId: 4,
    houseNumber: '12',
    address: '祥荣路12号',
    grid: { id: 1, code: '350582103220001', name: '第1网格' },
    point: [1, 2],
  });

  it('stands_in_sections_with_that_of_the_best_hit_first', () => {
    const found = inSections([
      place('road', 1),
      place('house', 2),
      person,
      place('grid', 3),
      place('road', 4),
    ]);
    expect(found.map(({ type }) => type)).toEqual(['road', 'road', 'house', 'grid', 'person']);
  });

  it('a_person_is_shown_masked_and_opens_the_house', () => {
    expect(person).toMatchObject({ title: '张**', subtitle: '祥荣路12号 · 第1网格', houseId: 4 });
    // What tells people of one family name apart.
    expect(person.person).toMatchObject({
      room: '903',
      relation: 'SPOUSE',
      sex: 'FEMALE',
      birthDecade: 1960,
    });
  });
});

it('the_first_view_is_of_ones_own_village_else_of_the_largest', () => {
  const village = (rootCode: string, houses: number, west: number) => ({
    rootCode,
    houses,
    shown: true,
    bounds: [west, 0, west + 1, 1],
  });
  const overview = {
    bounds: [0, 0, 9, 9],
    divisions: [village('11', 5, 1), village('22', 9, 3)],
  } as unknown as Overview;
  expect(homeOf(overview, [])).toEqual([3, 0, 4, 1]);
  expect(homeOf(overview, ['11003'])).toEqual([1, 0, 2, 1]);
  expect(homeOf({ ...overview, divisions: [] }, ['11003'])).toEqual([0, 0, 9, 9]);
});

it('an_address_is_told_by_what_differs_within_the_place', () => {
  expect(localAddress('福建省泉州市晋江市陈埭镇洋埭村隆庆路10号')).toBe('隆庆路10号');
  expect(localAddress('某省某市某县柳渡乡兴旺路3号')).toBe('兴旺路3号');
  expect(localAddress('隆庆路10号')).toBe('隆庆路10号');
  expect(localAddress('')).toBe('');
});
