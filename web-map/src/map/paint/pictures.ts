import type { TileAddress } from '../../geo/mercator';
import { newCanvas } from '../canvas';
import { type ReadTile, shownLayers } from '../layers/layer';
import type { TileStore } from '../tiles/tileStore';
import { type Ground, paintGround } from './painter';
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
  const read: ReadTile = (address, until) => tiles.get(address, until);
  const sources = shownLayers(style)
    .flatMap(({ ground = [] }) => ground)
    .sort((a, b) => a.order - b.order);
  const grounds = await Promise.all(
    sources.map(async (source): Promise<Ground> => ({
      source,
      tiles: (await source.tilesFor?.(tile, read, style, signal)) ?? [tile],
    })),
  );
  const context = newCanvas(pixels, pixels);
  paintGround(context, picture, pixels, grounds, style);
  return context.canvas;
}
