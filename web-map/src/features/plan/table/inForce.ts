import { computed, ref, shallowRef } from 'vue';
import { isAbort } from '../../../api/http';
import { fly } from '../../../state/flight';
import { onForget } from '../../../state/memory';
import { select } from '../../../state/selected';
import { type GridTable, getGridTable, type TabledGrid } from '../api';
import { type Row, rowOf } from './rows';

/** The grids in force as the server counts them, by the one rule for counts. */
const told = shallowRef<GridTable | null>(null);
/** Codes of the rows that are chosen. */
export const chosenInForce = ref<readonly string[]>([]);
/** Why there are no rows. */
export const failureInForce = shallowRef<unknown>(null);
let running: AbortController | null = null;

const PEOPLE = ['residents', 'households'] as const;

function rowInForce(grid: TabledGrid, recorded: readonly string[]): Row {
  const valueOf = (measure: string) => grid.values.find((each) => each.measure === measure);
  const countOf = (measure: string) => valueOf(measure)?.value ?? null;
  const unrecorded = PEOPLE.filter((measure) => !recorded.includes(measure));
  const norm = grid.norm ?? null;
  const size = norm && recorded.includes(norm.measure) ? countOf(norm.measure) : null;
  return rowOf(
    grid,
    {
      residents: countOf('residents'),
      households: countOf('households'),
      houses: countOf('houses'),
      workload: null,
      compactness: grid.compactness,
      areaSquareMetres: grid.areaSquareMetres,
      size,
    },
    undefined,
    norm,
    { unrecorded, rounded: PEOPLE.filter((measure) => valueOf(measure)?.rounded === true) },
  );
}

export const rowsInForce = computed<readonly Row[]>(() => {
  const { value } = told;
  return value === null ? [] : value.grids.map((grid) => rowInForce(grid, value.recorded));
});

/**
 * Reads the grids in force; what is shown stays until the newer ones are here.
 *
 * @param at the day in the bar, empty for now; `undefined` to show nothing any more
 */
export async function readInForce(at: string | undefined): Promise<void> {
  running?.abort();
  failureInForce.value = null;
  if (at === undefined) {
    told.value = null;
    return;
  }
  const controller = new AbortController();
  running = controller;
  try {
    const read = await getGridTable(at === '' ? undefined : at, controller.signal);
    if (!controller.signal.aborted) told.value = read;
  } catch (error) {
    if (isAbort(error) || controller.signal.aborted) return;
    told.value = null;
    failureInForce.value = error;
  }
}

const findInForce = (code: string | undefined) => told.value?.grids.find((grid) => grid.code === code);

/** Marks rows; the card shows the last one. */
export function chooseInForce(codes: readonly string[]): void {
  chosenInForce.value = codes;
  const last = findInForce(codes.at(-1));
  select(last ? { kind: 'grid', id: last.id } : null);
}

/** The code of a grid that was selected elsewhere. */
export function codeInForce(id: number): string | null {
  return told.value?.grids.find((grid) => grid.id === id)?.code ?? null;
}

export function flyToGridInForce(code: string): void {
  const grid = findInForce(code);
  if (grid)
    fly({ to: 'bounds', bounds: grid.bounds as unknown as readonly [number, number, number, number] });
}

onForget(() => {
  running?.abort();
  told.value = null;
  chosenInForce.value = [];
  failureInForce.value = null;
});
