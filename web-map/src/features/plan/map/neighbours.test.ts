import { expect, it } from 'vitest';
import type { DecodedTile, TileFeature } from '../../../map/tiles/decode';
import { neighboursIn } from './neighbours';

const square = (at: number): TileFeature['rings'] => [
  [
    [at, 0],
    [at + 100, 0],
    [at + 100, 100],
    [at, 0],
  ],
];
const feature = (properties: TileFeature['properties'], at: number): TileFeature => ({
  id: at,
  properties,
  rings: square(at),
});

it('only_the_finest_grids_and_the_borders_of_other_areas_are_around_a_plan', () => {
  const tile: DecodedTile = {
    address: { z: 14, x: 13590, y: 7035 },
    extent: 4096,
    layers: {
      grid: [
        feature({ code: '350582001001', level: 1, division: 1 }, 0),
        feature({ code: '350582001001007', level: 3, division: 1 }, 100),
        feature({ code: '350582001002', level: 1, division: 2 }, 200),
        feature({ code: '350582001002003', level: 3, division: 2 }, 300),
      ],
      grid_border: [feature({ level: 1, division: 1 }, 0), feature({ level: 1, division: 2 }, 200)],
    },
  };
  const { grids, borders } = neighboursIn(tile, '350582001001');
  expect(grids).toHaveLength(1);
  expect(borders).toHaveLength(1);
  expect(grids[0]?.[0]?.[0]?.[0]).toBeGreaterThan(borders[0]?.[0]?.[0] ?? 180);
  expect(neighboursIn({ ...tile, layers: {} }, '350582001001')).toEqual({ grids: [], borders: [] });
});
