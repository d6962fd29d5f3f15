import { describe, expect, it } from 'vitest';
import type { EventSummary } from '../api';
import {
  type EventFilter,
  formatFilter,
  letsThrough,
  numbersQuery,
  parseFilter,
  queryOf,
  tidyFilter,
  USUAL,
} from './filter';

const filter = (change: Partial<EventFilter>): EventFilter => ({ ...USUAL, ...change });
const event = (change: Partial<EventSummary>) =>
  ({
    category: 'LITTER',
    urgency: 'RED',
    state: 'OPEN',
    step: 'handle',
    supervised: false,
    overdue: false,
    department: 'VILLAGE',
    ...change,
  }) as EventSummary;

describe('a filter of events', () => {
  it('survives_the_address_whole_and_the_usual_is_not_written', () => {
    expect(formatFilter(USUAL)).toBe('');
    const all = filter({
      states: ['SUPERVISED', 'OVERDUE'],
      urgencies: ['RED', 'BLUE'],
      categories: ['LITTER', 'NOISE'],
      department: 'POLICE',
      step: 'verify',
      grid: 12,
      from: '2026-11-01',
      to: '2026-11-30',
      height: 'age',
    });
    expect(formatFilter(all)).toBe(
      'state:SUPERVISED.OVERDUE,urgency:RED.BLUE,category:LITTER.NOISE,department:POLICE,step:verify,grid:12,' +
        'from:2026-11-01,to:2026-11-30,height:age',
    );
    expect(parseFilter(formatFilter(all))).toEqual(all);
    const everyState = filter({ states: [] });
    expect(parseFilter(formatFilter(everyState))).toEqual(everyState);
  });

  it('from_a_foreign_address_is_the_usual', () => {
    for (const text of [
      '',
      'x',
      'state:GONE',
      'grid:-1,from:2026-13-45',
      'department:<b>,urgency:PINK',
      'height:1',
    ])
      expect(tidyFilter(text)).toBe('');
  });

  it('asks_the_server_with_lists_and_counts_without_the_state', () => {
    const both = filter({ states: ['OPEN', 'CLOSED'], urgencies: ['RED', 'ORANGE'], step: 'verify' });
    expect(queryOf(both)).toMatchObject({ state: 'OPEN,CLOSED', urgency: 'RED,ORANGE', grid: undefined });
    expect(numbersQuery(both)).toEqual({ urgency: 'RED,ORANGE', step: 'verify' });
  });

  it('lets_open_events_through_however_else_they_are_marked', () => {
    const late = event({ state: 'OVERDUE', overdue: true });
    const closed = event({ state: 'CLOSED', overdue: true, supervised: true });
    expect(letsThrough(filter({}), late)).toBe(true);
    expect(letsThrough(filter({ states: ['OVERDUE'] }), late)).toBe(true);
    expect(letsThrough(filter({ states: ['SUPERVISED'] }), late)).toBe(false);
    expect(letsThrough(filter({}), closed)).toBe(false);
    expect(letsThrough(filter({ states: ['OVERDUE', 'SUPERVISED'] }), closed)).toBe(false);
    expect(letsThrough(filter({ states: ['CLOSED'] }), closed)).toBe(true);
    expect(letsThrough(filter({ states: [] }), closed)).toBe(true);
  });

  it('narrows_by_each_of_its_parts', () => {
    for (const part of [
      { urgencies: ['BLUE'] },
      { categories: ['NOISE'] },
      { department: 'POLICE' },
      { step: 'verify' },
    ] satisfies Partial<EventFilter>[])
      expect(letsThrough(filter(part), event({})), JSON.stringify(part)).toBe(false);
    expect(
      letsThrough(filter({ urgencies: ['RED'], categories: ['LITTER'], step: 'handle' }), event({})),
    ).toBe(true);
  });
});
