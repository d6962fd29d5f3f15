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

export interface DecodedTile {
  readonly address: TileAddress;
  readonly extent: number;
  /** What is drawn from, by the names that were asked for. */
  readonly layers: Readonly<Record<string, readonly TileFeature[]>>;
}

/**
 * Decodes a Mapbox vector tile.
 *
 * @param names the layers that something is drawn from; others are left out
 */
export function decodeTile(
  address: TileAddress,
  bytes: ArrayBuffer | null,
  names: readonly string[],
): DecodedTile {
  const tile = bytes && new VectorTile(new PbfReader(new Uint8Array(bytes)));
  return {
    address,
    extent: names.map((name) => tile?.layers[name]?.extent).findLast(Boolean) ?? 4096,
    layers: Object.fromEntries(names.map((name) => [name, featuresOf(tile?.layers[name])])),
  };
}

/** The features of a layer of a tile; none where the tile has no such layer. */
export function featuresIn(tile: DecodedTile, layer: string): readonly TileFeature[] {
  return tile.layers[layer] ?? [];
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
