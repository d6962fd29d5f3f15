import { expect, it } from 'vitest';
import type { TileFeature } from '../../map/tiles/decode';
import { placeIn, square, tileOf } from '../../map/tiles/fixture/tiles';
import { houseAt } from './houses';

it('a_house_is_hit_inside_its_print_or_near_its_point_but_never_as_a_crowd', () => {
  const point = (id: number, x: number, count: number): TileFeature => ({
    id,
    properties: { count },
    rings: [[[x, 500]]],
  });
  const tile = tileOf({ house: [square(1, 0, {})], house_point: [point(2, 2000, 1), point(3, 3000, 40)] });
  expect(houseAt(tile, placeIn(tile, 500, 500), 5)?.id).toBe(1);
  expect(houseAt(tile, placeIn(tile, 2003, 500), 5)?.id).toBe(2);
  expect(houseAt(tile, placeIn(tile, 2100, 500), 5)).toBeNull();
  expect(houseAt(tile, placeIn(tile, 3000, 500), 5)).toBeNull();
});
