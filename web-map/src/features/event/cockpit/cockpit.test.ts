import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addWords } from '../../../i18n';
import { addFilterChoice, choices } from '../../../state/choices';
import { flight } from '../../../state/flight';
import { forgetAll } from '../../../state/memory';
import type { EventNumbers, EventSummary, GridCount } from '../api';
import { events, FILTER, filter, setFilter } from '../state/events';
import { tidyFilter } from '../state/filter';
import { compared, crumbsOf, paretoOf, rateOf, valueOf } from './figures';
import { colourGrids } from './heat';
import { barOption, type Look } from './options';
import { choose, isChosen } from './selection';
import { startTour, step, stopsOf, takeStops, tour } from './tour';
import { rowsOf, takeTable } from './exports';
import { en } from '../words/en';
import { zh } from '../words/zh';

const sent = vi.hoisted(() => ({
  notes: [] as unknown[],
  queries: [] as Record<string, unknown>[],
  files: [] as unknown[],
  refuses: false,
}));
vi.mock('../../../api/http', async (original) => ({
  ...(await original<object>()),
  ask: (
    method: string,
    path: string,
    { body, query }: { body?: unknown; query?: Record<string, unknown> },
  ) => {
    if (query) sent.queries.push(query);
    else sent.notes.push([method, path, body, sent.files.length]);
    return sent.refuses ? Promise.reject(new Error('refused')) : Promise.resolve();
  },
}));
vi.mock('../../../ui/download', () => ({
  saveTable: (...file: unknown[]) => sent.files.push(file),
}));
vi.mock('../../../api/client', () => ({
  getGrid: () => Promise.resolve({ bounds: [1, 2, 3, 4], level: 3 }),
}));

const grid = (gridId: number, gridName: string, counts: Partial<GridCount> = {}): GridCount => ({
  gridId,
  gridName,
  leaf: false,
  open: 0,
  supervised: 0,
  overdue: 0,
  closed: 0,
  ...counts,
});
const numbers = (change: Partial<EventNumbers> = {}): EventNumbers => ({
  grid: { gridId: 1, gridName: '洋埭村' },
  path: [],
  open: 7,
  supervised: 1,
  overdue: 3,
  closed: 13,
  closureRate: 0.65,
  byDay: [
    { day: '2026-11-29', reported: 2, closed: 1 },
    { day: '2026-11-30', reported: 0, closed: 4 },
  ],
  children: [grid(2, '一', { open: 5, overdue: 3, closed: 5 }), grid(3, '二', { open: 2, closed: 8 })],
  houses: [{ houseId: 99, open: 1, supervised: 0, overdue: 0, closed: 0 }],
  holding: {
    byStep: [{ key: 'handle', count: 7 }],
    byCategory: [
      { key: 'LITTER', count: 5 },
      { key: 'FIRE_HAZARD', count: 2 },
    ],
    byGrid: [
      { key: '2', count: 5 },
      { key: '3', count: 2 },
    ],
    byDepartment: [{ key: 'VILLAGE', count: 7 }],
  },
  stepTimes: [{ step: 'handle', medianMinutes: 90.26, p90Minutes: 3000 }],
  ...change,
});
const event = (id: number, change: Partial<EventSummary> = {}) =>
  ({
    id,
    urgency: 'BLUE',
    overdue: true,
    dueAt: `2026-11-${String(10 + id)}T00:00:00Z`,
    longitude: id,
    latitude: 1,
    ...change,
  }) as EventSummary;

addWords('event', { zh, en });
beforeEach(() => {
  forgetAll();
  addFilterChoice(FILTER, tidyFilter);
  Object.assign(choices, { filters: {}, theme: null });
});

describe('a pareto', () => {
  const counts = Array.from({ length: 40 }, (_, i) => ({ key: `k${String(i)}`, count: (i * 7) % 23 }));
  const whole = counts.reduce((sum, { count }) => sum + count, 0);

  it.each([1, 5, 12, 39, 40, 100])('adds_up_to_the_whole_with_%i_parts_shown', (most) => {
    const parts = paretoOf(counts, most);
    expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(whole);
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
    expect(parts.at(-1)?.cumulated).toBe(1);
    const shown = parts.filter(({ key }) => key !== null).map(({ count }) => count);
    expect(shown).toEqual([...shown].sort((a, b) => b - a));
    expect(parts.length).toBeLessThanOrEqual(most + 1);
  });

  it('shows_a_rest_of_one_by_its_name_and_divides_nothing_by_nothing', () => {
    expect(paretoOf(counts.slice(0, 6), 5).map(({ key }) => key)).not.toContain(null);
    expect(paretoOf([{ key: 'a', count: 0 }], 5)).toEqual([{ key: 'a', count: 0, share: 0, cumulated: 0 }]);
    expect(paretoOf([], 5)).toEqual([]);
  });
});

describe('the way down', () => {
  const at = (id: number, name: string) => ({ gridId: id, gridName: name });
  const path = [at(1, '区'), at(4, '村')];

  it('leads_from_all_grids_to_the_one_that_is_counted_however_deep_it_lies', () => {
    expect(crumbsOf({ path, grid: at(9, '楼栋') }, 9).map(({ grid: id }) => id)).toEqual([null, 1, 4, 9]);
    expect(crumbsOf({ path: [], grid: at(9, '网格') }, 9)).toEqual([
      { grid: null, name: '' },
      { grid: 9, name: '网格' },
    ]);
    expect(crumbsOf({ path: [], grid: null }, null)).toEqual([{ grid: null, name: '' }]);
  });

  it('begins_with_the_grid_that_holds_all_where_one_does', () => {
    expect(crumbsOf({ path: [], grid: at(1, '区') }, null)).toEqual([{ grid: null, name: '区' }]);
  });

  it('compares_grids_with_those_without_a_value_last', () => {
    const all = [grid(1, 'a'), grid(2, 'b', { open: 1, closed: 3 }), grid(3, 'c', { closed: 2 })];
    expect(rateOf(grid(1, 'a'))).toBeNull();
    expect(valueOf(grid(2, 'b', { open: 1, closed: 3 }), 'rate')).toBe(0.75);
    expect(compared(all, 'rate').map(({ gridId }) => gridId)).toEqual([3, 2, 1]);
    expect(compared(all, 'open')[0]?.gridId).toBe(2);
  });
});

describe('the selection', () => {
  it('is_narrowed_by_a_part_and_widened_by_the_same_part', async () => {
    setFilter({ states: ['CLOSED'] });
    choose('byCategory', 'LITTER');
    choose('byCategory', 'FIRE_HAZARD');
    choose('byStep', 'handle');
    choose('byDepartment', 'VILLAGE');
    expect(choices.filters[FILTER]).toBe('category:LITTER.FIRE_HAZARD,department:VILLAGE,step:handle');
    expect(isChosen('byCategory', 'LITTER')).toBe(true);
    choose('byCategory', 'LITTER');
    choose('byStep', 'handle');
    choose('byDepartment', 'VILLAGE');
    expect(choices.filters[FILTER]).toBe('category:FIRE_HAZARD');
    choose('byGrid', '2');
    await vi.waitFor(() => {
      expect(flight.value).toMatchObject({ to: 'bounds', bounds: [1, 2, 3, 4] });
    });
    expect(filter.value.grid).toBe(2);
  });

  it('colours_the_grids_that_are_compared_and_nothing_while_it_is_off', () => {
    events.numbers = numbers();
    expect(colourGrids()).toBeNull();
    choices.theme = 'residents';
    expect(colourGrids()).toBeNull();
    choices.theme = 'openEvents';
    const marks = colourGrids()?.marks;
    expect([...(marks?.keys() ?? [])]).toEqual([2, 3]);
    expect(marks?.get(2)?.text).toBe('5');
    expect(marks?.get(2)?.colour).not.toBe(marks?.get(3)?.colour);
    choices.theme = 'overdueEvents';
    expect(colourGrids()?.marks.get(3)?.text).toBe('0');
    events.numbers = numbers({ children: [] });
    expect(colourGrids()?.marks.get(1)?.text).toBe('3');
  });

  it('goes_out_with_all_its_parts_and_without_houses', () => {
    events.numbers = numbers();
    const rows = rowsOf();
    const of = (name: string) => rows.filter(([first]) => first === name);
    expect(of('在办')[0]).toEqual(['在办', 7]);
    expect(of('LITTER')).toEqual([['LITTER', 5, 0.7143, 0.7143]]);
    expect(of('一').at(-1)).toEqual(['一', 5, 0, 3, 5, 0.5]);
    expect(of('2026-11-30')).toEqual([['2026-11-30', 0, 4]]);
    expect(of('handle').at(-1)).toEqual(['handle', 90.3, 3000]);
    expect(JSON.stringify(rows)).not.toContain('99');
  });
});

describe('a file of the numbers', () => {
  beforeEach(() => {
    Object.assign(sent, { notes: [], files: [], refuses: false });
    events.numbers = numbers();
  });

  it('is_made_after_the_server_has_noted_it', async () => {
    const rows = rowsOf().length;
    await takeTable('csv');
    await takeTable('xlsx');
    const note = (format: string, files: number) => ['POST', '/api/event-exports', { format, rows }, files];
    expect(sent.notes).toEqual([note('CSV', 0), note('XLSX', 1)]);
    expect(sent.files.map((file) => (file as unknown[])[0])).toEqual(['csv', 'xlsx']);
  });

  it('is_not_made_without_that', async () => {
    sent.refuses = true;
    await expect(takeTable('csv')).rejects.toThrow('refused');
    expect(sent.files).toEqual([]);
  });
});

describe('bars', () => {
  const look: Look = { ink: '#000', quiet: '#333', line: '#999', paper: '#fff', accent: '#00f', size: 12 };

  it('write_names_as_names_and_never_as_markup', () => {
    const option = barOption(
      [{ key: 'a', name: '<img src=x onerror=alert(1)>', value: 3, text: '3', line: 1 }],
      look,
      100,
    );
    expect((option['tooltip'] as { renderMode: string }).renderMode).toBe('richText');
    expect(JSON.stringify(option)).toContain('onerror');
  });

  it('leave_a_gap_where_there_is_no_value', () => {
    const { series } = barOption([{ key: 'a', name: 'a', value: null, text: '–' }], look, 100) as {
      series: [{ data: { value: number }[] }, { data: unknown[] }];
    };
    expect(series[0].data[0]?.value).toBe(0);
    expect(series[1].data).toEqual([null]);
  });
});

describe('the tour', () => {
  it('asks_for_the_oldest_of_the_overdue_so_that_none_waits_for_ever', async () => {
    sent.refuses = true;
    const stop = startTour();
    await vi.waitFor(() => {
      expect(sent.queries).toHaveLength(2);
    });
    stop();
    sent.refuses = false;
    expect(sent.queries[0]).toMatchObject({ state: 'OVERDUE', order: 'OLDEST' });
    expect(sent.queries[1]).toMatchObject({ urgency: 'RED' });
    expect(sent.queries[1]).not.toHaveProperty('order');
  });

  it('goes_to_red_events_first_and_to_each_once', () => {
    const some = [event(3), event(1), event(2, { urgency: 'RED', overdue: false }), event(1)];
    expect(stopsOf(some).map(({ id }) => id)).toEqual([2, 1, 3]);
  });

  it('walks_round_and_stays_where_it_is_when_others_come', () => {
    takeStops([event(1), event(2), event(3)]);
    expect(tour.now?.id).toBe(1);
    step(1);
    expect(flight.value).toMatchObject({ to: 'place', place: [2, 1] });
    takeStops([event(0), event(1), event(2), event(3)]);
    expect(tour.now?.id).toBe(2);
    step(1);
    step(1);
    expect(tour.now?.id).toBe(0);
    step(-1);
    expect(tour.now?.id).toBe(3);
  });

  it('leaves_an_event_that_was_closed_for_the_one_that_followed', () => {
    takeStops([event(1), event(2), event(3)]);
    step(1);
    takeStops([event(1), event(3)]);
    expect(tour.now?.id).toBe(3);
    takeStops([]);
    expect([tour.now, tour.read]).toEqual([null, true]);
    step(1);
    expect(tour.now).toBeNull();
  });
});
