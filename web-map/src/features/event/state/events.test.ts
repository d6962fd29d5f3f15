import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { choices } from '../../../state/choices';
import { forgetAll } from '../../../state/memory';
import type { EventSummary } from '../api';

const server = vi.hoisted(() => ({
  getEventSettings: vi.fn(),
  listEvents: vi.fn(),
  listEventPoints: vi.fn(),
  getEventNumbers: vi.fn(),
  listEventChanges: vi.fn(),
}));
vi.mock('../api', () => server);
const live = vi.hoisted((): { read: () => void; revision: () => number | undefined } => ({
  read: () => undefined,
  revision: () => undefined,
}));
vi.mock('../../../state/live', () => ({
  openStream: () => undefined,
  followLive: (revision: typeof live.revision, read: typeof live.read) => {
    Object.assign(live, { revision, read });
    return () => undefined;
  },
}));
import { addFilterChoice } from '../../../state/choices';
import { events, FILTER, followEvents, readMore, setFilter, take } from './events';
import { tidyFilter } from './filter';

const NUMBERS = { open: 1, supervised: 0, overdue: 0, closed: 5, children: [] as { gridId: number }[] };
const at = (minute: number) => `2026-11-30T01:${String(minute).padStart(2, '0')}:00Z`;
const summary = (id: number, change: Partial<EventSummary> = {}) =>
  ({
    id,
    urgency: 'RED',
    state: 'OPEN',
    category: 'LITTER',
    department: 'VILLAGE',
    step: 'handle',
    supervised: false,
    overdue: false,
    longitude: 118.6,
    latitude: 24.8,
    reportedAt: at(id),
    version: 0,
    ...change,
  }) as EventSummary;
/** What the server has: events in their order, at a revision. */
let now: { revision: number; events: EventSummary[] };
let changes: { revision: number; changed: EventSummary[]; gone: number[]; complete: boolean }[];
let stop: () => void;
const idle = async () => {
  for (let i = 0; i < 40; i++) await Promise.resolve();
};
const shown = () => [events.items.map(({ id }) => id), [...events.standing.keys()].sort(), events.total];

describe('events on the page', () => {
  beforeEach(async () => {
    vi.useFakeTimers();
    vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }));
    addFilterChoice(FILTER, tidyFilter);
    choices.filters = {};
    now = { revision: 7, events: [summary(3), summary(2), summary(1)] };
    changes = [];
    server.getEventSettings.mockResolvedValue({ categories: [], workflows: [], departments: [], table: [] });
    server.getEventNumbers.mockImplementation(() => Promise.resolve(NUMBERS));
    server.listEvents.mockImplementation(() =>
      Promise.resolve({ events: [...now.events], next: null, total: now.events.length }),
    );
    server.listEventPoints.mockImplementation(() =>
      Promise.resolve({
        points: now.events.map(({ id }) => [id, 118.6, 24.8, 0, 0, 0, 1_000 + id]),
        urgencies: ['RED'],
        categories: [],
        states: ['OPEN'],
        revision: now.revision,
        complete: true,
      }),
    );
    server.listEventChanges.mockImplementation((since: number) => {
      const later = changes.filter(({ revision }) => revision > since);
      return Promise.resolve({
        revision: later.at(-1)?.revision ?? now.revision,
        changed: later.flatMap(({ changed }) => changed),
        gone: later.flatMap(({ gone }) => gone),
        complete: later.every(({ complete }) => complete),
      });
    });
    stop = followEvents();
    await idle();
  });
  afterEach(() => {
    stop();
    choices.at = null;
    forgetAll();
    vi.clearAllMocks();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('are_read_with_their_points_first_so_that_nothing_falls_between', () => {
    expect(shown()).toEqual([[3, 2, 1], [1, 2, 3], 3]);
    const [points = 0] = server.listEventPoints.mock.invocationCallOrder;
    expect(server.listEvents.mock.invocationCallOrder[0]).toBeGreaterThan(points);
    expect(live.revision()).toBe(7);
  });

  it('catch_up_by_what_changed_since_and_count_again', async () => {
    changes.push({ revision: 8, changed: [summary(4)], gone: [], complete: true });
    changes.push({
      revision: 9,
      changed: [summary(2, { state: 'CLOSED', version: 1 })],
      gone: [1],
      complete: true,
    });
    live.read();
    await idle();
    expect(server.listEventChanges.mock.calls).toEqual([[7]]);
    expect(shown()).toEqual([[4, 3], [3, 4], 2]);
    expect(live.revision()).toBe(9);
    vi.advanceTimersByTime(1000);
    await idle();
    expect(server.getEventNumbers).toHaveBeenCalledTimes(2);
  });

  it('are_told_of_once_however_often_the_same_change_comes', async () => {
    const change = { revision: 8, changed: [summary(4)], gone: [], complete: true };
    changes.push(change);
    live.read();
    live.read();
    await idle();
    take(change.changed, []);
    expect(shown()).toEqual([[4, 3, 2, 1], [1, 2, 3, 4], 4]);
  });

  it('keep_the_newer_of_two_versions', () => {
    take([summary(2, { version: 5, step: 'verify' })], []);
    take([summary(2, { version: 4, step: 'handle' })], []);
    expect(events.items.find(({ id }) => id === 2)?.step).toBe('verify');
  });

  it('ask_again_for_what_was_told_while_they_were_asking', async () => {
    changes.push({ revision: 8, changed: [summary(4)], gone: [], complete: true });
    live.read();
    await Promise.resolve();
    changes.push({ revision: 9, changed: [summary(5)], gone: [], complete: true });
    live.read();
    await idle();
    expect(shown()[0]).toEqual([5, 4, 3, 2, 1]);
  });

  it('are_read_anew_when_the_server_no_longer_knows_what_changed', async () => {
    now = { revision: 90, events: [summary(9)] };
    changes.push({ revision: 90, changed: [], gone: [], complete: false });
    live.read();
    await idle();
    expect(shown()).toEqual([[9], [9], 1]);
    expect(live.revision()).toBe(90);
  });

  it('are_read_anew_when_only_the_server_can_tell_what_the_filter_lets_through', async () => {
    setFilter({ grid: 12 });
    await nextTick();
    await idle();
    expect(server.listEventPoints.mock.lastCall?.[0]).toMatchObject({ grid: 12, state: 'OPEN' });
    changes.push({ revision: 8, changed: [summary(4)], gone: [], complete: true });
    live.read();
    await idle();
    vi.advanceTimersByTime(1000);
    await idle();
    expect(shown()[0]).toEqual([3, 2, 1]);
    expect(server.listEventPoints).toHaveBeenCalledTimes(3);
  });

  it.each([
    ['numbers', {}, () => server.getEventNumbers],
    ['events_of_a_grid', { grid: 12 }, () => server.listEventPoints],
  ] as const)(
    '%s_are_read_within_a_second_and_not_for_each_of_a_crowd_of_changes',
    async (_, change, asked) => {
      setFilter(change);
      await nextTick();
      await idle();
      const before = asked().mock.calls.length;
      for (let i = 0; i < 100; i++) {
        changes.push({ revision: 8 + i, changed: [summary(4, { version: i })], gone: [], complete: true });
        live.read();
        await idle();
        vi.advanceTimersByTime(20);
        await idle();
        if (i === 49) expect(asked().mock.calls.length - before).toBeGreaterThanOrEqual(1);
      }
      vi.advanceTimersByTime(1000);
      await idle();
      const reads = asked().mock.calls.length - before;
      expect(reads).toBeGreaterThanOrEqual(3);
      expect(reads).toBeLessThanOrEqual(7);
    },
  );

  it('one_grid_that_holds_everything_is_told_with_what_lies_in_it', async () => {
    const inside = { ...NUMBERS, children: [{ gridId: 8 }, { gridId: 9 }] };
    server.getEventNumbers.mockImplementation(({ grid }: { grid?: number }) =>
      Promise.resolve(grid === 7 ? inside : { ...NUMBERS, children: [{ gridId: 7 }] }),
    );
    setFilter({ urgencies: ['RED'] });
    await nextTick();
    await idle();
    expect(events.numbers).toBe(inside);
    expect(server.getEventNumbers.mock.lastCall?.[0]).toMatchObject({ grid: 7, urgency: 'RED' });
  });

  it('that_the_filter_keeps_out_are_not_shown_when_they_change', async () => {
    setFilter({ urgencies: ['BLUE'] });
    now.events = [];
    await nextTick();
    await idle();
    take([summary(6), summary(7, { urgency: 'BLUE' })], []);
    expect(shown()).toEqual([[7], [7], 1]);
  });

  it('are_asked_for_again_after_a_failure_and_while_there_is_no_stream', async () => {
    server.listEventChanges.mockRejectedValueOnce(new Error('cut'));
    changes.push({ revision: 8, changed: [summary(4)], gone: [], complete: true });
    live.read();
    await idle();
    expect(shown()[2]).toBe(3);
    vi.advanceTimersByTime(3000);
    await idle();
    expect(shown()[2]).toBe(4);
    changes.push({ revision: 9, changed: [summary(5)], gone: [], complete: true });
    vi.advanceTimersByTime(15_000);
    await idle();
    expect(shown()[2]).toBe(5);
  });

  it('of_a_past_day_are_as_they_were_then_and_what_changes_waits_until_today_is_shown_again', async () => {
    setFilter({ grid: 12 });
    await nextTick();
    choices.at = '2024-11-29';
    await nextTick();
    await nextTick();
    await idle();
    for (const asked of [server.listEvents, server.listEventPoints, server.getEventNumbers])
      expect(asked.mock.lastCall?.[0]).toMatchObject({ at: '2024-11-29' });
    // The grid belongs to another division.
    expect(choices.filters[FILTER]).toBeUndefined();
    expect(server.listEventPoints.mock.lastCall?.[0]).toMatchObject({ grid: undefined });
    const counted = server.getEventNumbers.mock.calls.length;
    changes.push({ revision: 8, changed: [summary(4)], gone: [], complete: true });
    live.read();
    vi.advanceTimersByTime(60_000);
    await idle();
    expect(server.listEventChanges).not.toHaveBeenCalled();
    expect(server.getEventNumbers).toHaveBeenCalledTimes(counted);
    expect(shown()[0]).toEqual([3, 2, 1]);
    now = { revision: 8, events: [summary(4)] };
    choices.at = null;
    await nextTick();
    await idle();
    expect(shown()[0]).toEqual([4]);
    expect(server.listEvents.mock.lastCall?.[0]).toMatchObject({ at: undefined });
    live.read();
    await idle();
    expect(server.listEventChanges).toHaveBeenCalledTimes(1);
  });

  it('of_a_day_that_has_not_come_are_those_of_now', async () => {
    choices.at = '2999-01-01';
    await nextTick();
    await idle();
    live.read();
    await idle();
    expect(server.listEvents.mock.lastCall?.[0]).toMatchObject({ at: undefined });
    expect(server.listEventChanges).toHaveBeenCalledTimes(1);
  });

  it('come_page_by_page_and_none_twice', async () => {
    server.listEvents.mockImplementation((_: unknown, after: string | null) =>
      Promise.resolve(
        after === null
          ? { events: [summary(3), summary(2)], next: 'b', total: 4 }
          : { events: [summary(2), summary(1)], next: null, total: 4 },
      ),
    );
    setFilter({ states: [] });
    await nextTick();
    await idle();
    // What lies behind the last page comes with its own.
    take([summary(0, { step: 'verify', version: 2 })], []);
    expect(shown()[0]).toEqual([3, 2]);
    await readMore();
    expect(shown()[0]).toEqual([3, 2, 1]);
    expect(events.next).toBeNull();
  });

  it('are_forgotten_with_the_session', () => {
    forgetAll();
    expect([events.items, events.standing.size, events.revision]).toEqual([[], 0, undefined]);
  });
});
