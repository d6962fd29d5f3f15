/** One step of a scale: from a count (inclusive) up to the next step. */
export interface Step {
  readonly from: number;
  /** The first count above the step, or `null` for no end. */
  readonly to: number | null;
  readonly colour: string;
}

/** Counts as colours, the smallest first. */
export interface Ramp {
  readonly kind: 'norm' | 'sequence';
  readonly steps: readonly Step[];
}

/** Five of viridis, from few to many. */
export const VIRIDIS = ['#FDE725', '#5EC962', '#21918C', '#3B528B', '#440154'] as const;

/**
 * Too few – good – too many: teal, grey, magenta. Eyes that see no red or green, or no colour at all, tell them apart by
 * how light they are, which therefore differs in all five.
 */
const NORM: readonly Step[] = [
  { from: 0, to: 300, colour: '#044033' },
  { from: 300, to: 500, colour: '#53B99F' },
  { from: 500, to: 1001, colour: '#C7CBD1' },
  { from: 1001, to: 1300, colour: '#C855B0' },
  { from: 1300, to: null, colour: '#DB12BA' },
];

/** Colour of a grid whose count is not told, or is not known. */
export const UNTOLD = '#98A2B3';

/**
 * A scale for `values`. `norm` is the one for residents of a leaf grid, whose norm is 500 to 1,000; `sequence` has up to
 * five steps of round numbers.
 */
export function rampOf(kind: Ramp['kind'], values: readonly number[]): Ramp {
  if (kind === 'norm') return { kind, steps: NORM };
  const most = Math.max(0, ...values);
  const width = roundUp(most / VIRIDIS.length);
  const steps: Step[] = [];
  for (const [i, colour] of VIRIDIS.entries()) {
    const from = i * width;
    if (i > 0 && from > most) break;
    const last = i === VIRIDIS.length - 1 || (i + 1) * width > most;
    steps.push({ from, to: last ? null : (i + 1) * width, colour });
  }
  return { kind, steps };
}

export function colourOf(ramp: Ramp, value: number): string {
  const step = [...ramp.steps].reverse().find(({ from }) => value >= from);
  return (step ?? ramp.steps[0])?.colour ?? UNTOLD;
}

/** The next of 1, 2, 3, 4, 5, 10, 15, 20, 25, 30, 40, 50, 100, 150 …; finer than that legends are hard to read. */
function roundUp(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factors = power === 1 ? [1, 2, 3, 4, 5] : [1, 1.5, 2, 2.5, 3, 4, 5];
  return (factors.find((factor) => factor * power >= value) ?? 10) * power;
}
