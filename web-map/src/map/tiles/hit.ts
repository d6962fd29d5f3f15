import { type LonLat } from '../../geo/lonLat';
import { tileAt, toUnit } from '../../geo/mercator';
import type { DecodedTile } from './decode';

/** Where a place lies in a tile, in the tile's own units. */
export function placeInTile(tile: DecodedTile, place: LonLat): [x: number, y: number] {
  const [ux, uy] = toUnit(place);
  const n = 2 ** tile.address.z;
  return [(ux * n - tile.address.x) * tile.extent, (uy * n - tile.address.y) * tile.extent];
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
