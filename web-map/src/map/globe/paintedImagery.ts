import {
  Credit,
  Event as CesiumEvent,
  type ImageryProvider,
  Rectangle,
  WebMercatorTilingScheme,
} from '@cesium/engine';
import type { Bounds } from '../../geo/lonLat';
import { zoomCovering } from '../../geo/tileChoice';
import { newCanvas } from '../canvas';
import { FINEST_PICTURE } from '../paint/painter';
import { paintPicture } from '../paint/pictures';
import type { MapStyle } from '../paint/style';
import type { TileStore } from '../tiles/tileStore';

/** Most pictures asked for at a time; the globe asks again for the others, the most needed first. */
const AT_ONCE = 16;

/** Most pictures of the coarsest level; the globe may ask for all of them at once. */
const COARSEST_PICTURES = 16;

/** Plain paper over the whole globe: the lowest layer of a globe is stretched over all of it, this one may be. */
export function paperImagery(colour: string): ImageryProvider {
  const tilingScheme = new WebMercatorTilingScheme();
  const context = newCanvas(2, 2);
  context.fillStyle = colour;
  context.fillRect(0, 0, 2, 2);
  const provider = {
    rectangle: tilingScheme.rectangle,
    tileWidth: 2,
    tileHeight: 2,
    minimumLevel: 0,
    maximumLevel: 0,
    tilingScheme,
    tileDiscardPolicy: undefined,
    errorEvent: new CesiumEvent(),
    credit: undefined as unknown as Credit,
    proxy: undefined,
    hasAlphaChannel: false,
    getTileCredits: () => [],
    pickFeatures: () => undefined,
    requestImage: () => Promise.resolve(context.canvas),
  };
  return provider as unknown as ImageryProvider;
}

/**
 * The imagery layer of the globe: pictures painted from vector tiles. The globe decides which pictures it needs and how
 * fine; each is painted from a vector tile, so that a change of style costs no request.
 */
export function paintedImagery(
  tiles: TileStore,
  style: MapStyle,
  extent: Bounds,
  pixels: number,
  onPicture: () => void,
): ImageryProvider {
  const tilingScheme = new WebMercatorTilingScheme();
  let asked = 0;
  const provider = {
    rectangle:
      Rectangle.intersection(Rectangle.fromDegrees(...extent), tilingScheme.rectangle) ??
      tilingScheme.rectangle,
    tileWidth: pixels,
    tileHeight: pixels,
    // A coarser one would only be stretched until it is blurred, and make the finer ones wait.
    minimumLevel: zoomCovering(extent, COARSEST_PICTURES, FINEST_PICTURE - 1),
    maximumLevel: FINEST_PICTURE - 1,
    tilingScheme,
    tileDiscardPolicy: undefined,
    errorEvent: new CesiumEvent(),
    credit: undefined as unknown as Credit,
    proxy: undefined,
    hasAlphaChannel: true,
    getTileCredits: () => [],
    pickFeatures: () => undefined,
    requestImage(x: number, y: number, level: number): Promise<HTMLCanvasElement> | undefined {
      if (asked >= AT_ONCE) return undefined;
      asked++;
      return paintPicture(tiles, { z: level, x, y }, pixels, style).finally(() => {
        asked--;
        // The globe draws only when it is told to; its own loader would tell it, this one has to do so itself.
        setTimeout(onPicture, 0);
      });
    },
  };
  return provider as unknown as ImageryProvider;
}
