import { expect, it } from 'vitest';
import { arrivingOf, boundsOf, takeWaiting, waiting, zoneOf } from './files';
import type { MatchedGrid } from '../api';

it('the_zone_of_a_town_is_that_of_the_nearest_middle', () => {
  expect(zoneOf(118.4)).toEqual({ middle: 117, crs: 'EPSG:4548' });
  expect(zoneOf(118.6)).toEqual({ middle: 120, crs: 'EPSG:4549' });
  expect(zoneOf(75)).toEqual({ middle: 75, crs: 'EPSG:4534' });
});

it('grids_whose_land_a_file_changes_are_drawn_and_the_map_goes_to_them', () => {
  const land: MatchedGrid['land'] = [
    [
      [
        [118, 24],
        [118.2, 24],
        [118.1, 24.3],
        [118, 24],
      ],
    ],
  ];
  const grid = {
    areaAfter: 1,
    areaBefore: 1,
    byLand: false,
    fileCode: null,
    gained: 0,
    lost: 0,
    name: '',
    place: null,
  };
  const people = { residentsAfter: null, residentsBefore: null };
  const drawn = arrivingOf([
    { ...grid, ...people, code: '1', fate: 'KEPT', land: null },
    { ...grid, ...people, code: '2', fate: 'MOVED', land },
  ]);
  expect(drawn.map(({ code }) => code)).toEqual(['2']);
  expect(boundsOf(drawn)).toEqual([118, 24, 118.2, 24.3]);
  expect(boundsOf([])).toBeNull();
});

it('a_file_that_waits_is_handed_to_its_own_plan_once', () => {
  const file = new File(['x'], 'grids.zip');
  Object.assign(waiting, { plan: 7, file });
  expect(takeWaiting(8)).toBeNull();
  expect(takeWaiting(7)).toBe(file);
  expect(takeWaiting(7)).toBeNull();
});
