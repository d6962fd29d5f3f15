import { describe, expect, it } from 'vitest';
import { colourOf, rampOf, VIRIDIS } from '../../geo/ramp';
import { amountText } from './theme';

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
