import { Credit, Event as CesiumEvent, type ImageryProvider, Rectangle, WebMercatorTilingScheme } from '@cesium/engine';
import type { Bounds } from '../../geo/lonLat';
import { FINEST_PICTURE } from '../paint/painter';
import { paintPicture } from '../paint/pictures';
import type { MapStyle } from '../paint/style';
import type { TileStore } from '../tiles/tileStore';

/** Most pictures asked for at a time; the globe asks again for the others, the most needed first. */
const AT_ONCE = 12;

/**
 * Drapes the painted town over the globe. The globe decides which pictures it needs and how fine; each is painted from
 * a vector tile, so that a change of style costs no request.
 */
export function paintedImagery(tiles: TileStore, style: MapStyle, extent: Bounds, pixels: number): ImageryProvider {
  const tilingScheme = new WebMercatorTilingScheme();
  let asked = 0;
  const provider = {
    rectangle: Rectangle.intersection(Rectangle.fromDegrees(...extent), tilingScheme.rectangle) ?? tilingScheme.rectangle,
    tileWidth: pixels,
    tileHeight: pixels,
    minimumLevel: 0,
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
      });
    },
  };
  return provider as unknown as ImageryProvider;
}
