import type { LonLat } from '../../geo/lonLat';
import { ringsContain } from '../../geo/polygon';
import type { ReadTile } from '../../map/layers/layer';
import { type DecodedTile, featuresIn, type TileFeature } from '../../map/tiles/decode';
import { placeInTile } from '../../map/tiles/hit';

export function levelOf(feature: TileFeature): number {
  return Number(feature.properties['level'] ?? 0);
}

/**
 * The grids of the chosen level: those of that level, and leaves that end above it. Where a far tile does not carry
 * the level yet, the finest it carries stands in.
 */
export function gridsInHand(tile: DecodedTile, layer: 'grid' | 'grid_label', level: number): TileFeature[] {
  const features = featuresIn(tile, layer);
  const finest = features.reduce((most, feature) => Math.max(most, levelOf(feature)), 0);
  const inHand = Math.min(level, finest);
  return features.filter(
    (feature) =>
      levelOf(feature) === inHand || (feature.properties['leaf'] === true && levelOf(feature) < inHand),
  );
}

/** Whether every place of a tile that has a grid has one of the level, or a leaf that ends above it. */
export function carriesLevel(tile: DecodedTile, level: number): boolean {
  return gridsInHand(tile, 'grid', level).every(
    (grid) => levelOf(grid) >= level || grid.properties['leaf'] === true,
  );
}

/** The tile, or the tiles inside it that carry the grids of a level; `finer` zooms are looked into. */
export async function carrying(
  level: number,
  tile: DecodedTile,
  read: ReadTile,
  finer: number,
  signal?: AbortSignal,
): Promise<DecodedTile[]> {
  if (finer === 0 || carriesLevel(tile, level)) return [tile];
  const { z, x, y } = tile.address;
  const inside = [0, 1, 2, 3].map(async (quarter) => {
    const address = { z: z + 1, x: x * 2 + (quarter & 1), y: y * 2 + (quarter >> 1) };
    return carrying(level, await read(address, signal), read, finer - 1, signal);
  });
  return (await Promise.all(inside)).flat();
}

/** The grid of the chosen level at a place. */
export function gridAt(tile: DecodedTile, place: LonLat, level: number): TileFeature | null {
  const [x, y] = placeInTile(tile, place);
  return gridsInHand(tile, 'grid', level).find((grid) => ringsContain(grid.rings, x, y)) ?? null;
}
