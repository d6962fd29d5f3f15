import { shallowReactive, watch } from 'vue';
import { choices } from '../../../state/choices';
import { fly } from '../../../state/flight';
import { past } from '../../../state/past';
import { onForget } from '../../../state/memory';
import { type EventSummary, listEvents } from '../api';
import { URGENCIES } from '../look';
import { events, filter } from '../state/events';
import { asOf, queryOf } from '../state/filter';

/** Seconds for which an event stays in sight. */
export const STAY_SECONDS = 12;
const TICK = 250;
const RANGE_METRES = 420;
/** Events of each kind that are toured: more take longer than anybody stands before a wall. */
const MOST = 60;
/** Milliseconds between two readings at least. */
const PAUSE = 3000;

/** Red events and those whose time ran out, one after the other: red ones first, then what is longest over. */
export function stopsOf(some: readonly EventSummary[]): EventSummary[] {
  const rank = ({ urgency }: EventSummary) => URGENCIES.indexOf(urgency);
  const due = ({ dueAt }: EventSummary) => (dueAt === null ? Infinity : Date.parse(dueAt));
  return [...new Map(some.map((event) => [event.id, event])).values()].sort(
    (a, b) => rank(a) - rank(b) || Number(b.overdue) - Number(a.overdue) || due(a) - due(b) || a.id - b.id,
  );
}

function nothing() {
  return {
    stops: [] as readonly EventSummary[],
    /** The event in sight. */
    now: null as EventSummary | null,
    paused: false,
    /** Seconds until the next one. */
    secondsLeft: STAY_SECONDS,
    read: false,
  };
}
export const tour = shallowReactive(nothing());
onForget(() => {
  Object.assign(tour, nothing());
});

function show(event: EventSummary | null): void {
  tour.now = event;
  tour.secondsLeft = STAY_SECONDS;
  look();
}

/** Brings the event into sight; also once more when the map is there, for it may come after the first event. */
export function look(): void {
  const { now } = tour;
  if (now) fly({ to: 'place', place: [now.longitude, now.latitude], rangeMetres: RANGE_METRES });
}

/** Goes on to the next event, or back to the one before. */
export function step(by: 1 | -1): void {
  const { stops, now } = tour;
  const at = stops.findIndex(({ id }) => id === now?.id);
  show(stops.length === 0 ? null : (stops[(at + by + stops.length) % stops.length] ?? null));
}

/** Takes over what the server has; the event in sight stays there while it is among them. */
export function takeStops(some: readonly EventSummary[]): void {
  const before = tour.stops.findIndex(({ id }) => id === tour.now?.id);
  tour.stops = stopsOf(some);
  tour.read = true;
  const same = tour.stops.find(({ id }) => id === tour.now?.id);
  // One that was closed meanwhile gives way to what followed it.
  if (same) tour.now = same;
  else show(tour.stops[Math.max(0, before) % Math.max(1, tour.stops.length)] ?? null);
}

/** Everybody who passes reads the wall: what a category and a door tell of people is not shown there. */
const isPublic = ({ category }: EventSummary) =>
  events.settings?.categories.some(({ code, published }) => code === category && published) ?? false;

/** Tours what the filter lets through, whatever its state there; returns what ends it. */
export function startTour(): () => void {
  let running: AbortController | null = null;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let readAt = -Infinity;

  async function read(): Promise<void> {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    readAt = performance.now();
    const query = asOf(queryOf(filter.value));
    const { urgencies } = filter.value;
    const red = urgencies.length === 0 || urgencies.includes('RED');
    const lists = await Promise.all([
      // Of many the oldest: the newest would hide what has waited longest.
      listEvents({ ...query, state: 'OVERDUE', order: 'OLDEST' }, null, MOST, controller.signal),
      ...(red
        ? [listEvents({ ...query, state: 'OPEN', urgency: 'RED' }, null, MOST, controller.signal)]
        : []),
    ]).catch(() => null);
    // What fails is read again with the next change.
    if (lists && !controller.signal.aborted) takeStops(lists.flatMap((list) => list.events).filter(isPublic));
  }
  function readSoon(): void {
    clearTimeout(waiting);
    waiting = setTimeout(() => void read(), Math.max(0, PAUSE - (performance.now() - readAt)));
  }

  choices.layers['events'] = true;
  tour.paused = false;
  const stop = watch([filter, past, () => events.revision, () => events.numbers], readSoon, {
    immediate: true,
  });
  const timer = setInterval(() => {
    if (tour.paused || tour.stops.length === 0 || document.hidden) return;
    tour.secondsLeft -= TICK / 1000;
    if (tour.secondsLeft <= 0) step(1);
  }, TICK);
  return () => {
    stop();
    running?.abort();
    clearTimeout(waiting);
    clearInterval(timer);
    Object.assign(tour, nothing());
  };
}
