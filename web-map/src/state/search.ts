import { reactive } from 'vue';
import { isAbort, listHits } from '../api/client';
import type { SearchHit } from '../api/model';
import { type PersonHit, searchResidents } from '../api/register';
import { onForget } from './memory';
import { may } from './session';

/** One line of the list: a place of the map or a person. */
export interface Found {
  readonly type: SearchHit['type'] | 'person';
  readonly id: number;
  readonly title: string;
  readonly subtitle: string;
  readonly point: readonly [number, number] | null;
  readonly bounds: SearchHit['bounds'] | null;
  /** The house of a person. */
  readonly houseId: number | null;
}

/** The sections of the list, in their order. */
export const SECTIONS = ['house', 'grid', 'road', 'person'] as const;

export interface SearchState {
  text: string;
  hits: Found[];
  /** Index of the hit in hand, -1 for none. */
  active: number;
  open: boolean;
  state: 'idle' | 'searching' | 'done' | 'failed';
}

/** Milliseconds of stillness before a search is sent. */
export const SEARCH_DELAY = 180;

export const search = reactive<SearchState>({ text: '', hits: [], active: -1, open: false, state: 'idle' });

/** What a key does to the list of hits. Returns the hit to open, if the key opened one. */
export function searchKey(state: SearchState, key: string): Found | null {
  const count = state.hits.length;
  switch (key) {
    case 'ArrowDown':
      state.open = true;
      state.active = count === 0 ? -1 : (state.active + 1) % count;
      return null;
    case 'ArrowUp':
      state.active = count === 0 ? -1 : (state.active <= 0 ? count : state.active) - 1;
      return null;
    case 'Home':
      if (count > 0) state.active = 0;
      return null;
    case 'End':
      state.active = count - 1;
      return null;
    case 'Escape':
      state.open = false;
      state.active = -1;
      return null;
    case 'Enter': {
      const hit = state.hits[Math.max(0, state.active)] ?? null;
      if (hit) state.open = false;
      return hit;
    }
    default:
      return null;
  }
}

/**
 * Puts hits under their headings. The section of the best hit comes first, so that Enter opens what was meant; the
 * others follow in their usual order.
 */
export function inSections(hits: readonly Found[]): Found[] {
  const best = hits[0]?.type;
  const order = [...SECTIONS].sort((a, b) => Number(b === best) - Number(a === best));
  return order.flatMap((type) => hits.filter((hit) => hit.type === type));
}

export function placeFound(hit: SearchHit): Found {
  const { type, id, title, subtitle, point, bounds } = hit;
  return { type, id, title, subtitle, point, bounds, houseId: null };
}

export function personFound(hit: PersonHit): Found {
  return {
    type: 'person',
    id: hit.id,
    title: hit.name,
    subtitle: [hit.address || hit.houseNumber, hit.grid?.name || hit.grid?.code].filter(Boolean).join(' · '),
    point: hit.point,
    bounds: null,
    houseId: hit.houseId,
  };
}

let timer: ReturnType<typeof setTimeout> | undefined;
let running: AbortController | null = null;

/** Searches for what was typed once the typing rests; an older search is cancelled. */
export function searchFor(text: string, division: number | null): void {
  search.text = text;
  clearTimeout(timer);
  running?.abort();
  if (text.trim() === '') {
    Object.assign(search, { hits: [], active: -1, open: false, state: 'idle' });
    return;
  }
  // Hits of an older text must not be opened by the Enter that ends the new one.
  Object.assign(search, { hits: [], active: -1, open: true, state: 'searching' });
  timer = setTimeout(() => void send(text.trim(), division ?? undefined), SEARCH_DELAY);
}

/** So short a text finds too many people to be worth the look at them. */
const SHORTEST_NAME = 2;

async function send(text: string, division: number | undefined): Promise<void> {
  const controller = new AbortController();
  running = controller;
  const { signal } = controller;
  try {
    const people = may('RESIDENTS') && text.length >= SHORTEST_NAME;
    const [places, persons] = await Promise.all([
      listHits(text, division, signal),
      people ? searchResidents(text, 10, signal) : { items: [] },
    ]);
    if (signal.aborted) return;
    const hits = inSections([...places.map(placeFound), ...persons.items.map(personFound)]);
    Object.assign(search, { hits, active: hits.length > 0 ? 0 : -1, state: 'done' });
  } catch (error) {
    if (isAbort(error) || signal.aborted) return;
    Object.assign(search, { hits: [], active: -1, state: 'failed' });
  }
}

onForget(() => {
  searchFor('', null);
});
