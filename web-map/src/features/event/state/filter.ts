import { past } from '../../../state/past';
import type { EventState, EventSummary, Query, Urgency } from '../api';
import { URGENCIES } from '../look';

export const STATES = ['OPEN', 'SUPERVISED', 'OVERDUE', 'CLOSED'] as const satisfies readonly EventState[];

/** Which events are shown: on the map, in the list and in the numbers alike. */
export interface EventFilter {
  /** Any of them; none means all. */
  readonly states: readonly EventState[];
  readonly urgencies: readonly Urgency[];
  readonly categories: readonly string[];
  readonly department: string | null;
  /** The step in which an open event waits. */
  readonly step: string | null;
  /** The grid with everything below it. */
  readonly grid: number | null;
  /** Days of the report, the last included, as `2026-11-21`. */
  readonly from: string | null;
  readonly to: string | null;
  /** What the height of a pillar tells. */
  readonly height: 'urgency' | 'age';
}

export const USUAL: EventFilter = {
  states: ['OPEN'],
  urgencies: [],
  categories: [],
  department: null,
  step: null,
  grid: null,
  from: null,
  to: null,
  height: 'urgency',
};

const ALL = 'ALL';
const WORD = /^[\w-]{1,60}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Writes what differs from the usual: `state:OVERDUE,urgency:RED.ORANGE,grid:12`. */
export function formatFilter(filter: EventFilter): string {
  const { states, urgencies, categories, department, step, grid, from, to, height } = filter;
  const isUsual = states.join() === USUAL.states.join();
  const parts: (readonly [string, string])[] = [
    ['state', isUsual ? '' : states.join('.') || ALL],
    ['urgency', urgencies.join('.')],
    ['category', categories.join('.')],
    ['department', department ?? ''],
    ['step', step ?? ''],
    ['grid', grid === null ? '' : String(grid)],
    ['from', from ?? ''],
    ['to', to ?? ''],
    ['height', height === USUAL.height ? '' : height],
  ];
  return parts
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name}:${text}`)
    .join(',');
}

/** Reads what {@link formatFilter} wrote; what makes no sense falls back to the usual. */
export function parseFilter(text: string): EventFilter {
  const parts = new Map(
    text.split(',').map((part) => {
      const [name = '', value = ''] = part.split(':');
      return [name, value] as const;
    }),
  );
  const among = <T extends string>(name: string, known: readonly T[]) => {
    const named = parts.get(name)?.split('.') ?? [];
    return known.filter((each) => named.includes(each));
  };
  const matching = (name: string, shape: RegExp) => shape.exec(parts.get(name) ?? '')?.[0] ?? null;
  const states = among('state', STATES);
  const grid = matching('grid', /^[1-9]\d{0,14}$/);
  const day = (name: string) => {
    const found = matching(name, DAY);
    return found !== null && Number.isFinite(Date.parse(found)) ? found : null;
  };
  return {
    states: states.length > 0 || parts.get('state') === ALL ? states : USUAL.states,
    urgencies: among('urgency', URGENCIES),
    categories: (parts.get('category') ?? '').split('.').filter((word) => WORD.test(word)),
    department: matching('department', WORD),
    step: matching('step', WORD),
    grid: grid === null ? null : Number(grid),
    from: day('from'),
    to: day('to'),
    height: parts.get('height') === 'age' ? 'age' : 'urgency',
  };
}

export const tidyFilter = (text: string): string => formatFilter(parseFilter(text));

const list = (words: readonly string[]) => (words.length > 0 ? words.join(',') : undefined);

/** What the server is asked with for events one by one. */
export function queryOf(filter: EventFilter): Query {
  return { ...numbersQuery(filter), state: list(filter.states) };
}

/** The same for the numbers, which count every state. */
export function numbersQuery({
  urgencies,
  categories,
  department,
  step,
  grid,
  from,
  to,
}: EventFilter): Query {
  return {
    urgency: list(urgencies),
    category: list(categories),
    department: department ?? undefined,
    step: step ?? undefined,
    grid: grid ?? undefined,
    from: from ?? undefined,
    to: to ?? undefined,
  };
}

/** A question about the moment that is shown. */
export const asOf = (query: Query): Query => ({ ...query, at: past.value?.at });

/** Whether an event is in a state: one that is supervised or overdue is open as well. */
function isIn(state: EventState, { state: now, supervised, overdue }: EventSummary): boolean {
  const closed = now === 'CLOSED';
  if (state === 'CLOSED') return closed;
  if (closed) return false;
  return state === 'OPEN' || (state === 'SUPERVISED' ? supervised : overdue);
}

/**
 * Whether the page can tell by itself which events a filter lets through: what lies in a grid and on which day something
 * was reported only the server knows.
 */
export function isPlain({ grid, from, to }: EventFilter): boolean {
  return grid === null && from === null && to === null;
}

/** Whether a {@link isPlain plain} filter lets an event through. */
export function letsThrough(filter: EventFilter, event: EventSummary): boolean {
  const { states, urgencies, categories, department, step } = filter;
  return (
    (states.length === 0 || states.some((state) => isIn(state, event))) &&
    (urgencies.length === 0 || urgencies.includes(event.urgency)) &&
    (categories.length === 0 || categories.includes(event.category)) &&
    (department === null || department === event.department) &&
    (step === null || step === event.step)
  );
}
