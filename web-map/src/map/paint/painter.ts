import type { TileAddress } from '../../geo/mercator';
import { tileSizeMetres } from '../../geo/mercator';
import type { GroundSource } from '../layers/layer';
import type { DecodedTile } from '../tiles/decode';
import { Brush } from './brush';
import type { MapStyle } from './style';

/** The finest zoom at which a picture is painted. */
export const FINEST_PICTURE = 19;

/** What lies on the ground of a picture, with the tiles it is painted from. */
export interface Ground {
  readonly source: GroundSource;
  readonly tiles: readonly DecodedTile[];
}

/**
 * Paints one square picture of the map from vector tiles, each the picture's own, an ancestor of it or inside it. Both
 * maps use it, so that they look alike.
 */
export function paintGround(
  context: CanvasRenderingContext2D,
  picture: TileAddress,
  pixels: number,
  grounds: readonly Ground[],
  style: MapStyle,
): void {
  for (const { source, tiles } of grounds)
    for (const tile of tiles) source.paint(brushOn(context, picture, pixels, tile), tile, style);
  context.setTransform(1, 0, 0, 1, 0, 0);
}

/** A brush in the units of a tile, which is the picture's own, an ancestor of it or inside it. */
function brushOn(
  context: CanvasRenderingContext2D,
  picture: TileAddress,
  pixels: number,
  tile: DecodedTile,
): Brush {
  const shift = 2 ** (picture.z - tile.address.z);
  const scale = (pixels * shift) / tile.extent;
  context.setTransform(
    scale,
    0,
    0,
    scale,
    -(picture.x - tile.address.x * shift) * pixels,
    -(picture.y - tile.address.y * shift) * pixels,
  );
  return new Brush(context, scale, pixels / tileSizeMetres(picture));
}
