import { describe, expect, it } from 'vitest';
import { BAND_COLOURS, bandOf, type Norm } from '../../geo/band';
import { colourOf, rampOf, stepsOf, VIRIDIS } from '../../geo/ramp';
import { amountText, colourIn, scaleOf } from './theme';

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
  const told = (value: number) => ({ value, suppressed: false });
  const norm = (least: number, most: number): Norm => ({
    measure: 'residents',
    least,
    most,
    kind: null,
    level: null,
    area: null,
  });

  it('of_grids_with_a_norm_stand_in_the_grey_middle_where_they_keep_it', () => {
    const steps = stepsOf(norm(500, 1000));
    const good = colourOf(steps, 697);
    expect(colourOf(steps, 500)).toBe(good);
    expect(colourOf(steps, 1000)).toBe(good);
    expect(colourOf(steps, 499)).not.toBe(good);
    expect(colourOf(steps, 1001)).not.toBe(good);
    expect(new Set([0, 499, 500, 1001, 5000].map((count) => colourOf(steps, count))).size).toBe(5);
  });

  it('follow_the_norm_that_the_server_gives_each_grid_and_no_number_of_the_page', () => {
    const small = norm(30, 60);
    const scale = scaleOf([told(45), told(700)], [small, small]);
    expect(scale).toMatchObject({ kind: 'norm', norm: small });
    expect(colourIn(scale, 45, small)).toBe(BAND_COLOURS[0]);
    expect(colourIn(scale, 700, small)).toBe(BAND_COLOURS[2]);
    const both = scaleOf([told(45), told(700)], [small, norm(500, 1000)]);
    expect(both.kind).toBe('norms');
    expect(colourIn(both, 700, norm(500, 1000))).toBe(BAND_COLOURS[0]);
  });

  it('run_from_few_to_many_where_most_grids_have_no_norm', () => {
    const scale = scaleOf([told(5000), told(9000), told(700)], [norm(500, 1000)]);
    expect(scale).toMatchObject({ kind: 'sequence', norm: null });
    expect(colourIn(scale, 9000, undefined)).toBe(colourOf(scale.steps, 9000));
  });

  it('of_a_grid_whose_size_is_free_are_neither_good_nor_bad', () => {
    const scale = scaleOf([told(45)], [norm(500, 1000)]);
    expect(Object.values(BAND_COLOURS)).not.toContain(colourIn(scale, 45, undefined));
  });

  it('of_legend_and_map_are_the_same_for_every_count', () => {
    const own = norm(501, 999);
    for (let count = 0; count < 2000; count++)
      expect(colourOf(stepsOf(own), count)).toBe(BAND_COLOURS[bandOf(count, own)]);
  });

  it('other_counts_run_through_viridis_in_round_steps_that_hold_every_value', () => {
    const values = [0, 7, 81, 240, 999];
    const steps = rampOf(values);
    expect(steps.map(({ from }) => from)).toEqual([0, 200, 400, 600, 800]);
    expect(steps.at(-1)?.to).toBeNull();
    for (const value of values) expect(VIRIDIS).toContain(colourOf(steps, value));
    expect(colourOf(steps, 999)).toBe(VIRIDIS[4]);
  });

  it.each([7, 43, 96, 312, 640, 1130, 1420, 4100, 56_000])(
    'most_of_the_colours_are_used_whatever_the_largest_count_is: %i',
    (most) => {
      expect(rampOf([most]).length).toBeGreaterThanOrEqual(4);
    },
  );

  it('few_or_no_counts_make_few_steps', () => {
    expect(rampOf([])).toHaveLength(1);
    expect(rampOf([2, 3]).map(({ from }) => from)).toEqual([0, 1, 2, 3]);
  });
});
