import { reactive } from 'vue';
import { isAbort, listHits } from '../../api/client';
import type { SearchHit } from '../../api/model';
import { ServerProblem } from '../../api/http';
import { type PeopleFound, type PersonHit, searchResidents } from './api';
import { onForget } from '../../state/memory';
import { may } from '../../state/session';

/** One line of the list: a place of the map or a person. */
export interface Found {
  readonly type: SearchHit['type'] | 'person';
  readonly id: number;
  readonly title: string;
  readonly subtitle: string;
  readonly point: readonly [number, number] | null;
  readonly bounds: SearchHit['bounds'] | null;
  /** The code that was typed, where this grid replaced the one that bore it. */
  readonly formerly: string | null;
  /** The house of a person. */
  readonly houseId: number | null;
  /** What the mask leaves to tell people of one family name apart. */
  readonly person: Pick<PersonHit, 'room' | 'relation' | 'sex' | 'birthDecade'> | null;
}

/** Why people were not looked up, and after how many seconds they may be again. */
export interface Refusal {
  readonly reason: string;
  readonly seconds: number;
}

/** The sections of the list, in their order. */
export const SECTIONS = ['house', 'grid', 'road', 'person'] as const;

export interface SearchState {
  text: string;
  hits: Found[];
  /** Index of the hit that the arrow keys chose, -1 for none. */
  active: number;
  open: boolean;
  state: 'idle' | 'searching' | 'done' | 'failed';
  /** The text is too short to search people by. */
  short: boolean;
  /** Look-ups beyond the mask that are left, once one was made. */
  left: number | null;
  refused: Refusal | null;
}

/** Milliseconds of stillness before a search is sent. */
export const SEARCH_DELAY = 180;

export const search = reactive<SearchState>({
  text: '',
  hits: [],
  active: -1,
  open: false,
  state: 'idle',
  short: false,
  left: null,
  refused: null,
});

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
  const { type, id, title, subtitle, point, bounds, formerly } = hit;
  return { type, id, title, subtitle, point, bounds, formerly, houseId: null, person: null };
}

/** An address without the province, city, town and village with which all addresses of a place begin. */
export function localAddress(address: string): string {
  return address.replace(/^.{2,40}?(?:镇|乡|街道)(?:[^路街巷道\d]{1,10}?(?:村|社区))?(?=.)/u, '');
}

export function personFound(hit: PersonHit): Found {
  return {
    type: 'person',
    id: hit.id,
    title: hit.name,
    subtitle: [localAddress(hit.address) || hit.houseNumber, hit.grid?.name || hit.grid?.code]
      .filter(Boolean)
      .join(' · '),
    point: hit.point,
    bounds: null,
    formerly: null,
    houseId: hit.houseId,
    person: hit,
  };
}

const NOTHING = { hits: [], active: -1, short: false, left: null, refused: null };

let timer: ReturnType<typeof setTimeout> | undefined;
let running: AbortController | null = null;

/** Searches for what was typed once the typing rests; an older search is cancelled. */
export function searchFor(text: string, division: number | null): void {
  search.text = text;
  clearTimeout(timer);
  running?.abort();
  if (text.trim() === '') {
    Object.assign(search, { ...NOTHING, open: false, state: 'idle' });
    return;
  }
  // Hits of an older text must not be opened by the Enter that ends the new one.
  Object.assign(search, { ...NOTHING, open: true, state: 'searching' });
  timer = setTimeout(() => void send(text.trim(), division ?? undefined), SEARCH_DELAY);
}

/** A family name finds people; a single letter or digit finds too many to be worth the look at them. */
const findsPeople = (text: string) => text.length > 1 || /\p{Ideographic}/u.test(text);

/** People, or why they were not looked up: the places of the map are shown all the same. */
async function people(text: string, signal: AbortSignal): Promise<PeopleFound | Refusal> {
  try {
    return await searchResidents(text, 20, signal);
  } catch (error) {
    if (!(error instanceof ServerProblem) || error.status !== 429) throw error;
    return { reason: String(error.details['reason'] ?? ''), seconds: error.retryAfterSeconds ?? 60 };
  }
}

async function send(text: string, division: number | undefined): Promise<void> {
  const controller = new AbortController();
  running = controller;
  const { signal } = controller;
  try {
    const wanted = may('RESIDENTS') && findsPeople(text);
    const [places, found] = await Promise.all([
      listHits(text, division, signal),
      wanted ? people(text, signal) : null,
    ]);
    if (signal.aborted) return;
    const refused = found && 'reason' in found ? found : null;
    const persons = found && 'items' in found ? found : null;
    const hits = inSections([...places.map(placeFound), ...(persons?.items ?? []).map(personFound)]);
    const left = persons && (persons.lookup || persons.lookupsLeft === 0) ? persons.lookupsLeft : null;
    const short = may('RESIDENTS') && !wanted;
    Object.assign(search, { hits, active: hits.length > 0 ? 0 : -1, state: 'done', refused, left, short });
  } catch (error) {
    if (isAbort(error) || signal.aborted) return;
    Object.assign(search, { ...NOTHING, state: 'failed' });
  }
}

onForget(() => {
  searchFor('', null);
});
