import { expect, it } from 'vitest';
import type { ReadTile } from '../../map/layers/layer';
import { decodeTile } from '../../map/tiles/decode';
import { placeIn, square, tileOf } from '../../map/tiles/fixture/tiles';
import { carriesLevel, carrying, gridAt, gridsInHand } from './tiles';

it('the_level_in_hand_takes_in_leaves_that_end_above_it', () => {
  const tile = tileOf({
    grid: [
      square(1, 0, { level: 1, leaf: false }),
      square(2, 0, { level: 2, leaf: true }),
      square(3, 1000, { level: 2, leaf: false }),
      square(4, 1000, { level: 3, leaf: true }),
    ],
  });
  expect(gridsInHand(tile, 'grid', 3).map(({ id }) => id)).toEqual([2, 4]);
  expect(gridsInHand(tile, 'grid', 2).map(({ id }) => id)).toEqual([2, 3]);
  expect(gridsInHand(tile, 'grid', 9).map(({ id }) => id)).toEqual([2, 4]);
  expect(gridAt(tile, placeIn(tile, 1500, 500), 3)?.id).toBe(4);
  expect(gridAt(tile, placeIn(tile, 3500, 500), 3)).toBeNull();
});

it('a_theme_colours_a_far_picture_from_the_tiles_that_carry_its_grids', async () => {
  const far = tileOf({ grid: [square(1, 0, { level: 1 }), square(2, 0, { level: 2, leaf: false })] });
  const asked: string[] = [];
  const read: ReadTile = ({ z, x, y }) => {
    asked.push(`/${String(z)}/${String(x)}/${String(y)}`);
    return Promise.resolve(decodeTile({ z, x, y }, null, []));
  };
  const found = await carrying(3, far, read, 1);
  const inside = ['/15/27180/14060', '/15/27181/14060', '/15/27180/14061', '/15/27181/14061'];
  expect(asked).toEqual(inside);
  expect(found.map(({ address }) => address.z)).toEqual([15, 15, 15, 15]);
  expect(await carrying(2, far, read, 1)).toEqual([far]);
  expect(carriesLevel(tileOf({ grid: [square(2, 0, { level: 2, leaf: true })] }), 3)).toBe(true);
  expect(asked).toHaveLength(4);
});
