import { computed, reactive, watch } from 'vue';
import { isAbort } from '../../api/http';
import { type Amount, getAggregateMap } from './api';
import { colourOf, type Ramp, rampOf } from '../../geo/ramp';
import type { Theme, ThemeMark } from '../../map/paint/style';
import { choices } from '../../state/choices';
import { onForget } from '../../state/memory';
import { may } from '../../state/session';
import { levels, town } from '../../state/town';

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
  error: unknown;
}>({ state: 'off', measure: null, level: 0, values: new Map(), error: null });

/** A number of its own, so that reading the same town again changes no colour. */
const finest = computed(() => Math.max(...levels.value.map(({ level }) => level)));

/** How the counts become colours; `null` while there are none. */
export const ramp = computed<Ramp | null>(() => {
  if (theme.state !== 'ready' || theme.measure === null) return null;
  const told = [...theme.values.values()].flatMap(({ value }) => (value === null ? [] : [value]));
  return rampOf(theme.measure === 'residents' && theme.level === finest.value ? 'norm' : 'sequence', told);
});

/** The counts in force as colours and numbers of grids. */
export function coloursOfGrids(): Theme | null {
  const { value: scale } = ramp;
  const { measure } = theme;
  if (!scale || measure === null || theme.level !== choices.level) return null;
  const marks = new Map<number, ThemeMark>();
  for (const [id, amount] of theme.values) {
    const colour = amount.value === null ? null : colourOf(scale, amount.value);
    if (amount.value === null && !amount.suppressed) continue;
    // What is not told is hatched, as the legend says; its word on every other grid would drown the counts.
    marks.set(id, { colour, text: amount.suppressed ? '' : amountText(amount, '') });
  }
  return { marks };
}

let running: AbortController | null = null;

async function read(measure: string | null, level: number, at: string | null): Promise<void> {
  running?.abort();
  if (measure === null || !may('AGGREGATES')) {
    Object.assign(theme, { state: 'off', measure: null, values: new Map(), error: null });
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
    Object.assign(theme, { state: 'ready', measure, level, values, error: null });
  } catch (error) {
    if (isAbort(error) || controller.signal.aborted) return;
    Object.assign(theme, { state: 'failed', measure, level, values: new Map(), error });
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
  Object.assign(theme, { state: 'off', measure: null, values: new Map(), error: null });
});
