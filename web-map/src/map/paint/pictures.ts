import type { TileAddress } from '../../geo/mercator';
import { newCanvas } from '../canvas';
import { carriesLevel, type DecodedTile } from '../tiles/decode';
import type { TileStore } from '../tiles/tileStore';
import { paintTile } from './painter';
import type { MapStyle } from './style';

/** Zooms down to which the grids of a theme are looked for: a far tile carries only coarser ones, which no count fits. */
const FINER = 3;

/** Reads the tile of a picture and paints it on a new canvas of `pixels` × `pixels`. */
export async function paintPicture(
  tiles: TileStore,
  picture: TileAddress,
  pixels: number,
  style: MapStyle,
  signal?: AbortSignal,
): Promise<HTMLCanvasElement> {
  const tile = await tiles.get(picture, signal);
  const coloured = style.theme ? await carrying(style.level, tile, tiles, FINER, signal) : [tile];
  const context = newCanvas(pixels, pixels);
  paintTile(context, picture, pixels, tile, coloured, style);
  return context.canvas;
}

/** The tile, or the tiles inside it that carry the grids of a level. */
export async function carrying(
  level: number,
  tile: DecodedTile,
  tiles: Pick<TileStore, 'get'>,
  finer: number,
  signal?: AbortSignal,
): Promise<DecodedTile[]> {
  if (finer === 0 || carriesLevel(tile, level)) return [tile];
  const { z, x, y } = tile.address;
  const inside = [0, 1, 2, 3].map(async (quarter) => {
    const address = { z: z + 1, x: x * 2 + (quarter & 1), y: y * 2 + (quarter >> 1) };
    return carrying(level, await tiles.get(address, signal), tiles, finer - 1, signal);
  });
  return (await Promise.all(inside)).flat();
}
