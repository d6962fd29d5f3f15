import { computed, shallowReactive, watch } from 'vue';
import { isAbort } from '../../../api/http';
import type { LonLat } from '../../../geo/lonLat';
import { choices } from '../../../state/choices';
import { idle } from '../../../state/idle';
import { past } from '../../../state/past';
import { followLive, type Live, openStream } from '../../../state/live';
import { onForget } from '../../../state/memory';
import { refreshSelected } from '../../../state/selected';
import {
  type EventNumbers,
  type EventPoints,
  type EventSettings,
  type EventState,
  type EventSummary,
  getEventNumbers,
  getEventSettings,
  listEventChanges,
  listEventPoints,
  listEvents,
  type Urgency,
} from '../api';
import {
  asOf,
  type EventFilter,
  formatFilter,
  isPlain,
  letsThrough,
  numbersQuery,
  parseFilter,
  queryOf,
} from './filter';

/** As the address carries the filter. */
export const FILTER = 'events';
/** Events that are listed at a time. */
export const PAGE = 100;
/** Milliseconds after the first of some changes before they are counted: changes come in crowds. */
const COUNT_DELAY = 400;
const RETRY = 3000;
/** Milliseconds between two askings while there is no stream. */
const ASKING = 15_000;

/** What the map knows of an event. */
export interface StandingEvent {
  readonly id: number;
  readonly place: LonLat;
  readonly urgency: Urgency;
  readonly state: EventState;
  readonly overdue: boolean;
  /** Milliseconds since 1970. */
  readonly reportedAt: number;
}

function nothing() {
  return {
    settings: null as EventSettings | null,
    state: 'idle' as 'idle' | 'loading' | 'ready' | 'failed',
    error: null as unknown,
    /** All that the filter lets through, by number. */
    standing: new Map() as ReadonlyMap<number, StandingEvent>,
    /** Whether the map shows all of them; it takes ten thousand at most. */
    complete: true,
    /** Newest first. */
    items: [] as readonly EventSummary[],
    /** Where the next page begins; `null` at the end. */
    next: null as string | null,
    total: 0,
    /** Counted without regard to the state. */
    numbers: null as EventNumbers | null,
    /** Up to which change everything here is known. */
    revision: undefined as number | undefined,
  };
}

export const events = shallowReactive(nothing());
export const eventsLive = shallowReactive<Live>({ state: 'closed' });

/** Has the names of categories, steps and departments at hand; they are asked for once. */
export async function readEventSettings(): Promise<EventSettings> {
  return (events.settings ??= await getEventSettings());
}

/** Which events are shown. */
export const filter = computed<EventFilter>(() => parseFilter(choices.filters[FILTER] ?? ''));

export function setFilter(change: Partial<EventFilter>): void {
  const text = formatFilter({ ...filter.value, ...change });
  const others = Object.entries(choices.filters).filter(([name]) => name !== FILTER);
  choices.filters = Object.fromEntries([...others, ...(text === '' ? [] : [[FILTER, text]])]);
}

let session = 0;
let wanted: 'nothing' | 'changes' | 'all' = 'nothing';
let working = false;
let running: AbortController | null = null;
let counting: 'no' | 'soon' | 'now' | 'again' = 'no';
let countTimer: ReturnType<typeof setTimeout> | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;

let worked: Promise<void> = Promise.resolve();

/**
 * Reads what changed, or everything; what is asked for meanwhile is read afterwards. What changes now changes nothing of
 * the past.
 */
export function refresh(what: 'changes' | 'all'): void {
  if (what === 'changes' && past.value !== null) return;
  // What is being read is of no use any more: another filter was chosen.
  if (what === 'all') running?.abort();
  void want(what);
}

/** @returns when it is read */
function want(what: 'changes' | 'all'): Promise<void> {
  if (what === 'all' || wanted === 'nothing') wanted = what;
  if (!working) worked = work();
  return worked;
}

async function work(): Promise<void> {
  const mine = session;
  working = true;
  clearTimeout(retry);
  while (wanted !== 'nothing' && mine === session) {
    const what = events.revision === undefined ? 'all' : wanted;
    wanted = 'nothing';
    try {
      await (what === 'all' ? readAll(mine) : readChanges(mine));
    } catch (error) {
      if (mine !== session) return;
      if (isAbort(error)) continue;
      if (what === 'all') Object.assign(events, { error, state: 'failed' });
      retry = setTimeout(() => {
        refresh(what);
      }, RETRY);
      break;
    }
  }
  if (mine === session) working = false;
}

/** The points first: what changes afterwards comes with the changes since then, however old the list is. */
async function readAll(mine: number): Promise<void> {
  const controller = new AbortController();
  running = controller;
  const { signal } = controller;
  const now = filter.value;
  events.state = 'loading';
  await readEventSettings();
  const points = await listEventPoints(asOf(queryOf(now)), signal);
  const [list, numbers] = await Promise.all([
    listEvents(asOf(queryOf(now)), null, PAGE, signal),
    countEvents(now, signal),
  ]);
  if (mine !== session || signal.aborted) return;
  Object.assign(events, {
    state: 'ready',
    error: null,
    standing: standingOf(points),
    complete: points.complete,
    items: list.events,
    next: list.next,
    total: list.total,
    numbers,
    revision: points.revision,
  });
}

async function readChanges(mine: number): Promise<void> {
  const told = await listEventChanges(events.revision ?? 0);
  if (mine !== session) return;
  const { changed, gone } = told;
  if (changed.length + gone.length > 0 || !told.complete) {
    const { selection } = choices;
    if (selection?.kind === 'event' && changed.some(({ id }) => id === selection.id)) void refreshSelected();
    // The newer revision comes with what is read anew.
    if (!told.complete) void want('all');
    else if (!isPlain(filter.value)) countSoon();
    if (!told.complete || !isPlain(filter.value)) return;
    take(changed, gone);
    countSoon();
  }
  events.revision = told.revision;
}

/** Puts changed events where the filter wants them; telling the same twice changes nothing. */
export function take(changed: readonly EventSummary[], gone: readonly number[]): void {
  const standing = new Map(events.standing);
  const items = new Map(events.items.map((item) => [item.id, item]));
  let { total } = events;
  const drop = (id: number) => {
    if (standing.delete(id)) total--;
    items.delete(id);
  };
  for (const id of gone) drop(id);
  for (const event of changed) {
    const known = items.get(event.id);
    if (known && known.version > event.version) continue;
    if (!letsThrough(filter.value, event)) {
      drop(event.id);
      continue;
    }
    if (!standing.has(event.id)) total++;
    standing.set(event.id, standingEvent(event));
    items.set(event.id, event);
  }
  const all = [...items.values()].sort(
    (a, b) => Date.parse(b.reportedAt) - Date.parse(a.reportedAt) || b.id - a.id,
  );
  // One that lies behind the last page that was read comes with its own page.
  const last = events.next === null ? undefined : events.items.at(-1);
  const end = last ? all.findIndex(({ id }) => id === last.id) + 1 : all.length;
  Object.assign(events, { standing, total, items: end > 0 ? all.slice(0, end) : all });
}

const standingEvent = (event: EventSummary): StandingEvent => ({
  id: event.id,
  place: [event.longitude, event.latitude],
  urgency: event.urgency,
  state: event.state,
  overdue: event.overdue,
  reportedAt: Date.parse(event.reportedAt),
});

function standingOf({ points, urgencies, states }: EventPoints): Map<number, StandingEvent> {
  return new Map(
    points.map(([id, longitude, latitude, urgency, , state, seconds]) => [
      id,
      {
        id,
        place: [longitude, latitude],
        urgency: urgencies[urgency] ?? 'BLUE',
        state: states[state] ?? 'OPEN',
        overdue: states[state] === 'OVERDUE',
        reportedAt: seconds * 1000,
      },
    ]),
  );
}

/**
 * The numbers of what the filter lets through. Where one grid holds all of it, that grid is told with what lies in it: by
 * itself it would be compared with nothing.
 */
async function countEvents(wanted: EventFilter, signal?: AbortSignal): Promise<EventNumbers> {
  const query = asOf(numbersQuery(wanted));
  const numbers = await getEventNumbers(query, signal);
  const [only, other] = numbers.children;
  if (wanted.grid !== null || !only || other) return numbers;
  return getEventNumbers({ ...query, grid: only.gridId }, signal);
}

/** Counts once for all changes that come shortly after each other, and never twice at a time. */
function countSoon(): void {
  if (counting === 'now') counting = 'again';
  if (counting !== 'no') return;
  counting = 'soon';
  const mine = session;
  countTimer = setTimeout(() => {
    counting = 'now';
    void count().finally(() => {
      if (mine !== session) return;
      const again = counting === 'again';
      counting = 'no';
      if (again) countSoon();
    });
  }, COUNT_DELAY);
}

async function count(): Promise<void> {
  const mine = session;
  const { value: wanted } = filter;
  if (past.value !== null) return;
  if (!isPlain(wanted)) {
    await want('all');
    return;
  }
  // What fails is counted with the next change, or with the next reading of all.
  const numbers = await countEvents(wanted).catch(() => null);
  if (numbers && mine === session && wanted === filter.value && past.value === null) events.numbers = numbers;
}

/** Reads the next page of the list. */
export async function readMore(): Promise<void> {
  const { next } = events;
  const { value: now } = filter;
  const mine = session;
  if (next === null) return;
  const page = await listEvents(asOf(queryOf(now)), next, PAGE);
  if (mine !== session || now !== filter.value || next !== events.next) return;
  const known = new Set(events.items.map(({ id }) => id));
  events.items = [...events.items, ...page.events.filter(({ id }) => !known.has(id))];
  events.next = page.next;
}

/**
 * Reads the events that are chosen, and keeps them as they are on the server.
 *
 * @returns what ends it
 */
export function followEvents(): () => void {
  const stopFilter = watch(
    [() => choices.filters[FILTER] ?? '', () => past.value?.at],
    ([text, at], [textBefore, atBefore]) => {
      // A grid belongs to the division of its day; an address that brings both means the grid of that day.
      const isOfOtherDay = textBefore !== undefined && at !== atBefore && text === textBefore;
      if (isOfOtherDay && filter.value.grid !== null) setFilter({ grid: null });
      else refresh('all');
    },
    { immediate: true },
  );
  const stopStream = followLive(
    () => events.revision,
    () => {
      refresh('changes');
    },
    openStream('/api/event-stream'),
    eventsLive,
    'events',
  );
  const asking = setInterval(() => {
    if (eventsLive.state !== 'open' && !document.hidden && idle.phase === 'ACTIVE') refresh('changes');
  }, ASKING);
  return () => {
    stopFilter();
    stopStream();
    clearInterval(asking);
  };
}

onForget(() => {
  session++;
  working = false;
  wanted = 'nothing';
  running?.abort();
  counting = 'no';
  clearTimeout(countTimer);
  clearTimeout(retry);
  Object.assign(events, nothing());
});
