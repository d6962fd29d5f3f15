import type { LonLat } from '../../geo/lonLat';
import { fromUnit } from '../../geo/mercator';
import type { Looking } from '../engine';
import { shownLayers } from '../layers/layer';
import type { MapStyle } from '../paint/style';
import { type DecodedTile, featuresIn } from '../tiles/decode';

interface Lines {
  readonly colour: string;
  readonly pixels: number;
  readonly lines: readonly (readonly LonLat[])[];
}

/** Sharp lines until the ground that carries them is drawn: the first picture is of the town. */
export class FirstLines {
  private all: Lines[] = [];

  /** Takes the lines of layers from the tiles that are here. */
  collect(style: MapStyle, tiles: readonly (DecodedTile | null)[]): void {
    this.all = [];
    for (const { lines } of shownLayers(style)) {
      if (!lines) continue;
      for (const tile of tiles) {
        if (!tile) continue;
        const n = 2 ** tile.address.z;
        const place = ([x, y]: readonly [number, number]) =>
          fromUnit((tile.address.x + x / tile.extent) / n, (tile.address.y + y / tile.extent) / n);
        for (const feature of featuresIn(tile, lines.tileLayer)) {
          const pixels = lines.pixels(feature, style);
          if (pixels === null) continue;
          this.all.push({
            colour: lines.colour,
            pixels,
            lines: feature.rings.map((ring) => ring.map(place)),
          });
        }
      }
    }
  }

  /** Draws them and tells whether there are any. */
  draw(engine: Looking, context: CanvasRenderingContext2D): boolean {
    context.lineJoin = 'round';
    for (const { colour, pixels, lines } of this.all) {
      context.strokeStyle = colour;
      context.lineWidth = pixels;
      context.beginPath();
      for (const line of lines) {
        let drawing = false;
        for (const place of line) {
          const at = engine.project(place);
          if (at && drawing) context.lineTo(...at);
          else if (at) context.moveTo(...at);
          drawing = at !== null;
        }
      }
      context.stroke();
    }
    return this.all.length > 0;
  }
}
