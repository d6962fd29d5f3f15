import type { TileAddress } from '../../geo/mercator';
import type { TileStore } from '../tiles/tileStore';
import { paintTile } from './painter';
import type { MapStyle } from './style';

/** Reads the tile of a picture and paints it on a new canvas of `pixels` × `pixels`. */
export async function paintPicture(
  tiles: TileStore,
  picture: TileAddress,
  pixels: number,
  style: MapStyle,
  signal?: AbortSignal,
): Promise<HTMLCanvasElement> {
  const tile = await tiles.get(picture, signal);
  const canvas = document.createElement('canvas');
  canvas.width = pixels;
  canvas.height = pixels;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser draws no canvas');
  paintTile(context, picture, pixels, tile, style);
  return canvas;
}
