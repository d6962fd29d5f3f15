import { type LonLat } from '../../geo/lonLat';
import { tileAt, tileSizeMetres, toUnit } from '../../geo/mercator';
import { ringsContain } from '../../geo/polygon';
import { type DecodedTile, gridsInHand, type TileFeature } from './decode';

/** Where a place lies in a tile, in the tile's own units. */
export function placeInTile(tile: DecodedTile, place: LonLat): [x: number, y: number] {
  const [ux, uy] = toUnit(place);
  const n = 2 ** tile.address.z;
  return [(ux * n - tile.address.x) * tile.extent, (uy * n - tile.address.y) * tile.extent];
}

/** The grid of the level in hand at a place. */
export function gridAt(tile: DecodedTile, place: LonLat, level: number): TileFeature | null {
  const [x, y] = placeInTile(tile, place);
  return gridsInHand(tile, 'grid', level).find((grid) => ringsContain(grid.rings, x, y)) ?? null;
}

/** The house whose footprint contains a place, else the nearest house point within `toleranceMetres`. */
export function houseAt(tile: DecodedTile, place: LonLat, toleranceMetres: number): TileFeature | null {
  const [x, y] = placeInTile(tile, place);
  const inside = tile.layers.house.find((house) => ringsContain(house.rings, x, y));
  if (inside) return inside;
  let best: TileFeature | null = null;
  let least = (toleranceMetres / tileSizeMetres(tile.address)) * tile.extent;
  for (const point of tile.layers.house_point) {
    // A point that stands for several houses is not one house.
    if (Number(point.properties['count'] ?? 1) > 1) continue;
    const at = point.rings[0]?.[0];
    const distance = at ? Math.hypot(at[0] - x, at[1] - y) : Infinity;
    if (distance <= least) {
      least = distance;
      best = point;
    }
  }
  return best;
}

/** The tile at a place among the given zooms, the finest that `peek` knows. */
export function finestAt(
  peek: (address: { z: number; x: number; y: number }) => DecodedTile | null,
  place: LonLat,
  from: number,
  to: number,
): DecodedTile | null {
  for (let z = from; z >= to; z--) {
    const tile = peek(tileAt(place, z));
    if (tile) return tile;
  }
  return null;
}
