import { expect, it } from 'vitest';
import { takeWaiting, waiting, zoneOf } from './files';

it('the_zone_of_a_town_is_that_of_the_nearest_middle', () => {
  expect(zoneOf(118.4)).toEqual({ middle: 117, crs: 'EPSG:4548' });
  expect(zoneOf(118.6)).toEqual({ middle: 120, crs: 'EPSG:4549' });
  expect(zoneOf(75)).toEqual({ middle: 75, crs: 'EPSG:4534' });
});

it('a_file_that_waits_is_handed_to_its_own_plan_once', () => {
  const file = new File(['x'], 'grids.zip');
  Object.assign(waiting, { plan: 7, file });
  expect(takeWaiting(8)).toBeNull();
  expect(takeWaiting(7)).toBe(file);
  expect(takeWaiting(7)).toBeNull();
});
