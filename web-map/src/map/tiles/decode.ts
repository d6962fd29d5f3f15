import { VectorTile, type VectorTileLayer } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import type { TileAddress } from '../../geo/mercator';

export type Point = [x: number, y: number];

/** A feature of a tile: coordinates run from 0 in the north-west to {@link DecodedTile.extent} in the south-east. */
export interface TileFeature {
  readonly id: number;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  readonly rings: Point[][];
}

/** The land itself: what every map reads from a tile. */
const LAND = ['grid', 'grid_border', 'grid_label', 'house', 'house_point', 'road'] as const;

export interface DecodedTile {
  readonly address: TileAddress;
  readonly extent: number;
  readonly layers: Readonly<Record<(typeof LAND)[number], readonly TileFeature[]>>;
  /** What layers of features are drawn from. */
  readonly more: Readonly<Record<string, readonly TileFeature[]>>;
}

/**
 * Decodes a Mapbox vector tile; layers that are not ours are left out.
 *
 * @param more layers besides the land
 */
export function decodeTile(
  address: TileAddress,
  bytes: ArrayBuffer | null,
  more: readonly string[] = [],
): DecodedTile {
  const tile = bytes && new VectorTile(new PbfReader(new Uint8Array(bytes)));
  const read = (names: readonly string[]) => names.map((name) => [name, featuresOf(tile?.layers[name])]);
  return {
    address,
    extent: [...LAND, ...more].map((name) => tile?.layers[name]?.extent).findLast(Boolean) ?? 4096,
    layers: Object.fromEntries(read(LAND)) as DecodedTile['layers'],
    more: Object.fromEntries(read(more)) as DecodedTile['more'],
  };
}

function featuresOf(layer: VectorTileLayer | undefined): TileFeature[] {
  return Array.from({ length: layer?.length ?? 0 }, (_, i) => {
    const feature = (layer as VectorTileLayer).feature(i);
    return {
      id: Number(feature.properties['id'] ?? feature.id ?? 0),
      properties: feature.properties as TileFeature['properties'],
      rings: feature.loadGeometry().map((ring) => ring.map(({ x, y }): Point => [x, y])),
    };
  });
}

/**
 * The grids of the level in hand: those of that level, and leaves that end above it. Where a far tile does not carry
 * the level yet, the finest it carries stands in.
 */
export function gridsInHand(tile: DecodedTile, layer: 'grid' | 'grid_label', level: number): TileFeature[] {
  const features = tile.layers[layer];
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

export function levelOf(feature: TileFeature): number {
  return Number(feature.properties['level'] ?? 0);
}
