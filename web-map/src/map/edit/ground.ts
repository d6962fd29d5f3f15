import type { LonLat } from '../../geo/lonLat';
import { fromUnit } from '../../geo/mercator';
import type { DecodedTile, TileFeature } from '../tiles/decode';
import { finestAt } from '../tiles/hit';
import { FINEST_ZOOM, type TileStore } from '../tiles/tileStore';

interface Ground {
  readonly roads: readonly (readonly LonLat[])[];
  readonly plots: readonly (readonly LonLat[])[];
}

const NONE: Ground = { roads: [], plots: [] };
const read = new WeakMap<DecodedTile, Ground>();

/** Roads and plots of houses around a place, from the finest tile that is here. */
export function groundNear(tiles: TileStore, place: LonLat): Ground {
  const tile = finestAt((address) => tiles.peek(address), place, FINEST_ZOOM, 15);
  if (!tile) return NONE;
  let ground = read.get(tile);
  if (!ground) {
    const lines = (features: readonly TileFeature[]) =>
      features.flatMap(({ rings }) => rings.map((ring) => ring.map(([x, y]) => placeOf(tile, x, y))));
    ground = { roads: lines(tile.layers.road), plots: lines(tile.layers.house) };
    read.set(tile, ground);
  }
  return ground;
}

function placeOf(tile: DecodedTile, x: number, y: number): LonLat {
  const n = 2 ** tile.address.z;
  return fromUnit((tile.address.x + x / tile.extent) / n, (tile.address.y + y / tile.extent) / n);
}
