import { reactive } from 'vue';
import { isAbort, listHits } from '../api/client';
import type { SearchHit } from '../api/model';

export interface SearchState {
  text: string;
  hits: SearchHit[];
  /** Index of the hit in hand, -1 for none. */
  active: number;
  open: boolean;
  state: 'idle' | 'searching' | 'done' | 'failed';
}

/** Milliseconds of stillness before a search is sent. */
export const SEARCH_DELAY = 180;

export const search = reactive<SearchState>({ text: '', hits: [], active: -1, open: false, state: 'idle' });

/** What a key does to the list of hits. Returns the hit to open, if the key opened one. */
export function searchKey(state: SearchState, key: string): SearchHit | null {
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

async function send(text: string, division: number | undefined): Promise<void> {
  const controller = new AbortController();
  running = controller;
  try {
    const hits = await listHits(text, division, controller.signal);
    if (controller.signal.aborted) return;
    Object.assign(search, { hits, active: hits.length > 0 ? 0 : -1, state: 'done' });
  } catch (error) {
    if (isAbort(error) || controller.signal.aborted) return;
    Object.assign(search, { hits: [], active: -1, state: 'failed' });
  }
}
