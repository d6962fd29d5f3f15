import type { LonLat } from '../../geo/lonLat';
import { fromUnit } from '../../geo/mercator';
import { type DecodedTile, featuresIn } from '../tiles/decode';
import { finestAt } from '../tiles/hit';
import { FINEST_ZOOM, type TileStore } from '../tiles/tileStore';

type Lines = readonly (readonly LonLat[])[];

const read = new WeakMap<DecodedTile, Map<string, Lines>>();

/** The lines and rings of a layer around a place, from the finest tile that is here: what drawing may be caught by. */
export function linesNear(tiles: TileStore, place: LonLat, tileLayer: string): Lines {
  const tile = finestAt((address) => tiles.peek(address), place, FINEST_ZOOM, 15);
  if (!tile) return [];
  const known = read.get(tile) ?? new Map<string, Lines>();
  read.set(tile, known);
  let lines = known.get(tileLayer);
  if (!lines) {
    lines = featuresIn(tile, tileLayer).flatMap(({ rings }) =>
      rings.map((ring) => ring.map(([x, y]) => placeOf(tile, x, y))),
    );
    known.set(tileLayer, lines);
  }
  return lines;
}

function placeOf(tile: DecodedTile, x: number, y: number): LonLat {
  const n = 2 ** tile.address.z;
  return fromUnit((tile.address.x + x / tile.extent) / n, (tile.address.y + y / tile.extent) / n);
}
