import { computed, reactive, watch } from 'vue';
import { isAbort } from '../../api/http';
import { type Amount, getAggregateMap } from './api';
import { BAND_COLOURS, BANDS, bandOf, FREE_COLOUR, type Norm } from '../../geo/band';
import { colourOf, rampOf, type Step, stepsOf } from '../../geo/ramp';
import type { Theme, ThemeMark } from '../../map/paint/style';
import { choices } from '../../state/choices';
import { onForget } from '../../state/memory';
import { may } from '../../state/session';
import { town } from '../../state/town';

/** What may colour the grids, in the order of the list. */
export const MEASURES = [
  'residents',
  'registered',
  'permanent',
  'floating',
  'atHome',
  'away',
  'movedOut',
  'households',
  'houses',
  'children',
  'elders',
  'careNeeds',
  'enterprises',
  'shops',
  'rentals',
  'partyBranches',
] as const;

/** A count as it is written: grouped, with a sign where it is rounded, or the word for one that is not told. */
export function amountText({ value, suppressed, rounded }: Amount, untold: string): string {
  if (suppressed) return untold;
  return value === null ? '—' : (rounded ? '≈ ' : '') + Math.round(value).toLocaleString('en-US');
}

/** The counts in force on the map. */
export const theme = reactive<{
  state: 'off' | 'loading' | 'ready' | 'failed';
  measure: string | null;
  level: number;
  values: ReadonlyMap<number, Amount>;
  /** How much of the measure each grid should hold; none where its size is free. */
  norms: ReadonlyMap<number, Norm>;
  error: unknown;
}>({ state: 'off', measure: null, level: 0, values: new Map(), norms: new Map(), error: null });

/** How counts become colours: by the norms of the grids where most have one, else from few to many. */
interface Scale {
  readonly kind: 'norm' | 'norms' | 'sequence';
  readonly steps: readonly Step[];
  /** The norm that all grids have that have one. */
  readonly norm: Norm | null;
}

/** Grids with one norm have steps with numbers, those with several share the colours alone. */
export function scaleOf(values: readonly Amount[], norms: readonly Norm[]): Scale {
  const [norm] = norms;
  if (!norm || norms.length * 2 < values.length)
    return {
      kind: 'sequence',
      steps: rampOf(values.flatMap(({ value }) => (value === null ? [] : [value]))),
      norm: null,
    };
  if (norms.every(({ least, most }) => least === norm.least && most === norm.most))
    return { kind: 'norm', steps: stepsOf(norm), norm };
  const steps = BANDS.map((band) => ({ from: 0, to: null, colour: BAND_COLOURS[band] }));
  return { kind: 'norms', steps, norm: null };
}

/** How the counts become colours; `null` while there are none. */
export const scale = computed<Scale | null>(() =>
  theme.state !== 'ready' || theme.measure === null
    ? null
    : scaleOf([...theme.values.values()], [...theme.norms.values()]),
);

/** The colour of a count in a scale. */
export function colourIn({ kind, steps }: Scale, value: number, norm: Norm | undefined): string {
  if (kind === 'sequence') return colourOf(steps, value);
  return norm ? BAND_COLOURS[bandOf(value, norm)] : FREE_COLOUR;
}

/** The counts in force as colours and numbers of grids. */
export function coloursOfGrids(): Theme | null {
  const { measure } = theme;
  const { value: now } = scale;
  if (!now || measure === null || theme.level !== choices.level) return null;
  const marks = new Map<number, ThemeMark>();
  for (const [id, amount] of theme.values) {
    const colour = amount.value === null ? null : colourIn(now, amount.value, theme.norms.get(id));
    if (amount.value === null && !amount.suppressed) continue;
    // What is not told is hatched, as the legend says; its word on every other grid would drown the counts.
    marks.set(id, { colour, text: amount.suppressed ? '' : amountText(amount, '') });
  }
  return { marks };
}

let running: AbortController | null = null;

async function read(measure: string | null, level: number, at: string | null): Promise<void> {
  running?.abort();
  if (measure === null || !MEASURES.some((own) => own === measure) || !may('AGGREGATES')) {
    Object.assign(theme, { state: 'off', measure: null, values: new Map(), norms: new Map(), error: null });
    return;
  }
  const controller = new AbortController();
  running = controller;
  theme.state = 'loading';
  try {
    const { grids } = await getAggregateMap(level, measure, at ?? undefined, controller.signal);
    if (controller.signal.aborted) return;
    const values = new Map(
      grids.map(({ id, value, suppressed, rounded }) => [id, { value, suppressed, rounded }]),
    );
    const norms = new Map(grids.flatMap(({ id, norm }) => (norm ? [[id, norm] as const] : [])));
    Object.assign(theme, { state: 'ready', measure, level, values, norms, error: null });
  } catch (error) {
    if (isAbort(error) || controller.signal.aborted) return;
    Object.assign(theme, { state: 'failed', measure, level, values: new Map(), norms: new Map(), error });
  }
}

/** Reads the counts again whenever the chosen measure or level, or the data of the town, change. */
export function followTheme(): () => void {
  return watch(
    [() => choices.theme, () => choices.level, () => choices.at, () => town.overview?.revision],
    ([measure, level, at]) => void read(measure, level, at),
    { immediate: true },
  );
}

/** Reads the counts once more. */
export function readThemeAgain(): void {
  void read(choices.theme, choices.level, choices.at);
}

onForget(() => {
  running?.abort();
  Object.assign(theme, { state: 'off', measure: null, values: new Map(), norms: new Map(), error: null });
});
