import { expect, it } from 'vitest';
import type { Descent } from './api';
import { lineageOf } from './lineage';

const step = (from: string, to: string, kind: Descent['kind'], at: string): Descent => ({
  from,
  to,
  kind,
  at,
});
const MERGED = step('008', '079', 'MERGED', '2026-01-01T00:00:00Z');
const OTHER = step('009', '079', 'MERGED', '2026-01-01T00:00:00Z');
const SPLIT = step('079', '080', 'SPLIT', '2026-02-01T00:00:00Z');
const FURTHER = step('080', '081', 'RECODED', '2026-03-01T00:00:00Z');

it('the_lineage_of_a_grid_is_what_led_to_it_and_what_came_of_it_oldest_first', () => {
  expect(lineageOf('080', [MERGED, OTHER, SPLIT, FURTHER])).toEqual([MERGED, OTHER, SPLIT, FURTHER]);
  expect(lineageOf('009', [MERGED, OTHER, SPLIT, FURTHER])).toEqual([OTHER, SPLIT, FURTHER]);
  expect(lineageOf('005', [MERGED, OTHER, SPLIT])).toEqual([]);
});
