import type { Geometry } from 'geojson';
import { reactive } from 'vue';
import { getGrid, getHouse, getOutline, isAbort, ServerProblem } from '../api/client';
import type { GridCard, HouseCard } from '../api/model';
import { choices, type Selection } from './choices';

/** The card of what is selected. */
export const selected = reactive<{
  state: 'none' | 'loading' | 'ready' | 'missing' | 'failed';
  grid: GridCard | null;
  house: HouseCard | null;
  outline: Geometry | null;
}>({ state: 'none', grid: null, house: null, outline: null });

let running: AbortController | null = null;

export function select(selection: Selection | null): void {
  choices.selection = selection;
}

/** Reads the card and the outline of the selection; a newer selection cancels an older one. */
export async function readSelected(selection: Selection | null): Promise<void> {
  running?.abort();
  selected.grid = null;
  selected.house = null;
  selected.outline = null;
  if (!selection || selection.kind === 'finding') {
    selected.state = 'none';
    return;
  }
  const controller = new AbortController();
  running = controller;
  const { signal } = controller;
  selected.state = 'loading';
  try {
    if (selection.kind === 'grid') selected.grid = await getGrid(selection.id, signal);
    else selected.house = await getHouse(selection.id, signal);
    selected.state = 'ready';
    const outline = await getOutline(selection.kind === 'grid' ? 'grids' : 'houses', selection.id, signal);
    if (!signal.aborted) selected.outline = outline;
  } catch (error) {
    if (isAbort(error) || signal.aborted) return;
    // A card without its outline is still a card.
    if (selected.grid ?? selected.house) return;
    selected.state = error instanceof ServerProblem && error.status === 404 ? 'missing' : 'failed';
  }
}
