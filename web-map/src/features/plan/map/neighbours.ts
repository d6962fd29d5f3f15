import { fromUnit } from '../../../geo/mercator';
import type { LonLat } from '../../../geo/lonLat';
import type { MapView } from '../../../map/mapView';
import { type DecodedTile, featuresIn, type TileFeature } from '../../../map/tiles/decode';

type Line = readonly LonLat[];

/** Land of other areas around a plan, as its tiles have it. */
export interface Neighbours {
  /** Rings of each of their finest grids. */
  readonly grids: readonly (readonly Line[])[];
  readonly borders: readonly Line[];
}

const kept = new WeakMap<DecodedTile, { readonly root: string; readonly neighbours: Neighbours }>();

/** The grids of other areas in sight, as far as the viewer's tiles tell of them. */
export function contextInSight({ overlay, tiles }: MapView, rootCode: string): Neighbours[] {
  if (rootCode === '') return [];
  return overlay.tilesInSight.flatMap((address) => {
    const tile = tiles.peek(address);
    return tile ? [neighboursIn(tile, rootCode)] : [];
  });
}

/** What of a tile lies in other areas than that of a code. */
export function neighboursIn(tile: DecodedTile, rootCode: string): Neighbours {
  const known = kept.get(tile);
  if (known?.root === rootCode) return known.neighbours;
  const grids = featuresIn(tile, 'grid');
  const codeOf = ({ properties }: TileFeature) => String(properties['code'] ?? '');
  const isOwn = (grid: TileFeature) => codeOf(grid).startsWith(rootCode) || rootCode.startsWith(codeOf(grid));
  const own = new Set(grids.filter(isOwn).map(({ properties }) => properties['division']));
  const others = grids.filter((grid) => !own.has(grid.properties['division']));
  const finest = Math.max(0, ...others.map(({ properties }) => Number(properties['level'] ?? 0)));
  const lines = ({ rings }: TileFeature) => rings.map((ring) => ring.map(([x, y]) => placeOf(tile, x, y)));
  const neighbours = {
    grids: others.filter(({ properties }) => Number(properties['level'] ?? 0) === finest).map(lines),
    borders: featuresIn(tile, 'grid_border')
      .filter(({ properties }) => others.length > 0 && !own.has(properties['division']))
      .flatMap(lines),
  };
  kept.set(tile, { root: rootCode, neighbours });
  return neighbours;
}

function placeOf({ address, extent }: DecodedTile, x: number, y: number): LonLat {
  const n = 2 ** address.z;
  return fromUnit((address.x + x / extent) / n, (address.y + y / extent) / n);
}
