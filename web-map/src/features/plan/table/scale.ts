import { BAND_COLOURS } from '../../../geo/band';
import { VIRIDIS } from '../../../geo/ramp';
import type { Span } from './rows';

/** One step of a scale: from a value (inclusive) up to the next step. */
export interface ScaleStep {
  readonly from: number;
  readonly to: number;
  readonly colour: string;
}

const STEPS = VIRIDIS.length;

/** The next of 1, 1.5, 2, 2.5, 3, 4, 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.5, 2, 2.5, 3, 4, 5].find((factor) => factor * power >= value * (1 - 1e-9)) ?? 10) * power;
}

/** Five steps of round numbers over all values. */
export function rising(values: readonly number[]): ScaleStep[] {
  if (values.length === 0) return [];
  const [least, most] = spanOf(values);
  let width = roundUp((most - least) / STEPS || Math.abs(most) / STEPS || 1);
  let first = Math.floor(least / width) * width;
  while (first + width * STEPS < most) {
    width = roundUp(width * 1.01);
    first = Math.floor(least / width) * width;
  }
  return VIRIDIS.map((colour, i) => ({
    from: tidy(first + i * width),
    to: tidy(first + (i + 1) * width),
    colour,
  })).filter(({ from }) => from <= most);
}

/** Less, much less, about the same, more, much more: as far to both sides of nothing. */
export function diverging(values: readonly number[]): ScaleStep[] {
  const most = Math.max(0, ...values.map(Math.abs));
  if (most === 0) return [{ from: 0, to: 0, colour: BAND_COLOURS[0] }];
  const width = roundUp(most / 2.5);
  return ([-2, -1, 0, 1, 2] as const).map((band) => ({
    from: tidy((band - 0.5) * width),
    to: tidy((band + 0.5) * width),
    colour: BAND_COLOURS[band],
  }));
}

/** The colour of a value; the outer steps go on for ever. */
export function colourIn(steps: readonly ScaleStep[], value: number): string | null {
  const step = [...steps].reverse().find(({ from }) => value >= from) ?? steps[0];
  return step?.colour ?? null;
}

function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

export function spanOf(values: readonly number[]): Span {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

/** One bar of a histogram. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/**
 * How values are distributed.
 *
 * @param also values that the picture has to reach, such as the ends of a norm
 */
export function histogram(values: readonly number[], also: readonly number[] = [], bars = 24): Bar[] {
  if (values.length === 0) return [];
  const [least, most] = spanOf([...values, ...also]);
  const width = (most - least) / bars || 1;
  const counts = new Array<number>(bars).fill(0);
  for (const value of values) {
    const bar = Math.min(bars - 1, Math.floor((value - least) / width));
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  return counts.map((count, i) => ({ from: least + i * width, to: least + (i + 1) * width, count }));
}
