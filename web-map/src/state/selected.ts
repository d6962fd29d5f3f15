import type { Geometry } from 'geojson';
import { reactive } from 'vue';
import { getGrid, getHouse, getOutline, isAbort, ServerProblem } from '../api/client';
import type { GridCard, HouseCard } from '../api/model';
import { getResource, getStation, type Resource, type Station } from '../features/place/api';
import { choices, type Selection } from './choices';
import { onForget } from './memory';

/** The card of what is selected. */
export const selected = reactive<{
  state: 'none' | 'loading' | 'ready' | 'missing' | 'failed';
  grid: GridCard | null;
  house: HouseCard | null;
  station: Station | null;
  resource: Resource | null;
  outline: Geometry | null;
  /** The person for whom the house was opened; the list of households brings the row into sight. */
  person: number | null;
}>({
  state: 'none',
  grid: null,
  house: null,
  station: null,
  resource: null,
  outline: null,
  person: null,
});

const NOTHING = { grid: null, house: null, station: null, resource: null, outline: null };
let running: AbortController | null = null;

/** @param person whom the viewer looks for in the house; never part of the address */
export function select(selection: Selection | null, person: number | null = null): void {
  selected.person = person;
  choices.selection = selection;
}

/** Reads the card and the outline of the selection; a newer selection cancels an older one. */
export async function readSelected(selection: Selection | null): Promise<void> {
  running?.abort();
  Object.assign(selected, NOTHING);
  if (!selection || selection.kind === 'finding') {
    selected.state = 'none';
    return;
  }
  const controller = new AbortController();
  running = controller;
  const { signal } = controller;
  selected.state = 'loading';
  const { kind, id } = selection;
  try {
    if (kind === 'grid') selected.grid = await getGrid(id, signal);
    else if (kind === 'house') selected.house = await getHouse(id, signal);
    else if (kind === 'station') selected.station = await getStation(id, signal);
    else selected.resource = await getResource(id, signal);
    selected.state = 'ready';
    if (kind !== 'grid' && kind !== 'house') return;
    const outline = await getOutline(kind === 'grid' ? 'grids' : 'houses', id, signal);
    if (!signal.aborted) selected.outline = outline;
  } catch (error) {
    if (isAbort(error) || signal.aborted) return;
    // A card without its outline is still a card.
    if (selected.grid ?? selected.house) return;
    selected.state = error instanceof ServerProblem && error.status === 404 ? 'missing' : 'failed';
  }
}

/** Reads the card of a house or place once more, while what is shown stays in sight. */
export async function refreshSelected(): Promise<void> {
  const { selection } = choices;
  if (!selection) return;
  const { kind, id } = selection;
  const stillThere = () => choices.selection?.kind === kind && choices.selection.id === id;
  try {
    if (kind === 'house') {
      const house = await getHouse(id);
      if (stillThere()) selected.house = house;
    } else if (kind === 'station') {
      const station = await getStation(id);
      if (stillThere()) selected.station = station;
    } else if (kind === 'resource') {
      const resource = await getResource(id);
      if (stillThere()) selected.resource = resource;
    }
  } catch {
    if (stillThere()) await readSelected(choices.selection);
  }
}

onForget(() => {
  running?.abort();
  Object.assign(selected, NOTHING, { state: 'none', person: null });
});
