import type { LonLat } from '../../geo/lonLat';
import { fromUnit } from '../../geo/mercator';
import type { Looking } from '../engine';
import { BORDER, borderWidth, type MapStyle } from '../paint/style';
import { type DecodedTile, levelOf } from '../tiles/decode';

interface Border {
  readonly pixels: number;
  readonly lines: readonly (readonly LonLat[])[];
}

/** Borders as sharp lines until the ground that carries them is drawn: the first picture is of the town. */
export class FirstBorders {
  private borders: Border[] = [];

  /** Takes the borders of the level in hand and above from the tiles that are here. */
  collect(style: MapStyle, tiles: readonly (DecodedTile | null)[]): void {
    this.borders = [];
    if (!style.layers.grids) return;
    for (const tile of tiles) {
      if (!tile) continue;
      const n = 2 ** tile.address.z;
      const place = ([x, y]: readonly [number, number]) =>
        fromUnit((tile.address.x + x / tile.extent) / n, (tile.address.y + y / tile.extent) / n);
      for (const border of tile.layers.grid_border) {
        const level = levelOf(border);
        if (level > style.level) continue;
        this.borders.push({
          pixels: borderWidth(level, style.level),
          lines: border.rings.map((ring) => ring.map(place)),
        });
      }
    }
  }

  /** Draws them and tells whether there are any. */
  draw(engine: Looking, context: CanvasRenderingContext2D): boolean {
    context.strokeStyle = BORDER;
    context.lineJoin = 'round';
    for (const { pixels, lines } of this.borders) {
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
    return this.borders.length > 0;
  }
}
