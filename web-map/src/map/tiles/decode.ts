import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import type { TileAddress } from '../../geo/mercator';

export type Point = [x: number, y: number];

/** A feature of a tile: coordinates run from 0 in the north-west to {@link DecodedTile.extent} in the south-east. */
export interface TileFeature {
  readonly id: number;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  readonly rings: Point[][];
}

export const TILE_LAYERS = [
  'grid',
  'grid_border',
  'grid_label',
  'house',
  'house_point',
  'road',
  'finding',
  'finding_point',
  'station',
  'resource',
] as const;
export type TileLayer = (typeof TILE_LAYERS)[number];

export interface DecodedTile {
  readonly address: TileAddress;
  readonly extent: number;
  readonly layers: Readonly<Record<TileLayer, readonly TileFeature[]>>;
}

/** Decodes a Mapbox vector tile; layers that are not ours are left out. */
export function decodeTile(address: TileAddress, bytes: ArrayBuffer | null): DecodedTile {
  const layers = Object.fromEntries(TILE_LAYERS.map((name) => [name, [] as TileFeature[]])) as Record<
    TileLayer,
    TileFeature[]
  >;
  let extent = 4096;
  if (bytes) {
    const tile = new VectorTile(new PbfReader(new Uint8Array(bytes)));
    for (const name of TILE_LAYERS) {
      const layer = tile.layers[name];
      if (!layer) continue;
      extent = layer.extent;
      for (let i = 0; i < layer.length; i++) {
        const feature = layer.feature(i);
        layers[name].push({
          id: Number(feature.properties['id'] ?? feature.id ?? 0),
          properties: feature.properties as TileFeature['properties'],
          rings: feature.loadGeometry().map((ring) => ring.map(({ x, y }): Point => [x, y])),
        });
      }
    }
  }
  return { address, extent, layers };
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
