import { type Band, BAND_COLOURS, BANDS, type Norm } from './band';

/** One step of a scale: from a count (inclusive) up to the next step. */
export interface Step {
  readonly from: number;
  /** The first count above the step, or `null` for no end. */
  readonly to: number | null;
  readonly colour: string;
}

/** Five of viridis, from few to many. */
export const VIRIDIS = ['#FDE725', '#5EC962', '#21918C', '#3B528B', '#440154'] as const;

/** Colour of a grid whose count is not told, or is not known. */
export const UNTOLD = '#98A2B3';

/** A scale for `values`: up to five steps of round numbers. */
export function rampOf(values: readonly number[]): Step[] {
  const most = Math.max(0, ...values);
  const width = roundUp(most / VIRIDIS.length);
  const steps: Step[] = [];
  for (const [i, colour] of VIRIDIS.entries()) {
    const from = i * width;
    if (i > 0 && from > most) break;
    const last = i === VIRIDIS.length - 1 || (i + 1) * width > most;
    steps.push({ from, to: last ? null : (i + 1) * width, colour });
  }
  return steps;
}

/** The same five steps for everything that has one norm: far too few, too few, good, too many, far too many. */
export function stepsOf({ least, most }: Pick<Norm, 'least' | 'most'>): (Step & { readonly band: Band })[] {
  const bounds = [0, Math.ceil(least / 2), least, most + 1, Math.floor(most * 1.5) + 1, null] as const;
  return BANDS.map((band, i) => ({
    band,
    from: bounds[i] ?? 0,
    to: bounds[i + 1] ?? null,
    colour: BAND_COLOURS[band],
  })).filter(({ from, to }) => to === null || from < to);
}

export function colourOf(steps: readonly Step[], value: number): string {
  const step = [...steps].reverse().find(({ from }) => value >= from);
  return (step ?? steps[0])?.colour ?? UNTOLD;
}

/** The next of 1, 2, 3, 4, 5, 10, 15, 20, 25, 30, 40, 50, 100, 150 …; finer than that legends are hard to read. */
function roundUp(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factors = power === 1 ? [1, 2, 3, 4, 5] : [1, 1.5, 2, 2.5, 3, 4, 5];
  return (factors.find((factor) => factor * power >= value) ?? 10) * power;
}
