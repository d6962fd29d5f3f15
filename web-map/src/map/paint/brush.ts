import type { Point, TileFeature } from '../tiles/decode';

/** Draws in tile units while widths are given in pixels or metres. */
export class Brush {
  constructor(
    readonly context: CanvasRenderingContext2D,
    readonly scale: number,
    readonly pixelsPerMetre: number,
  ) {}

  trace(rings: readonly Point[][], closed: boolean): void {
    for (const ring of rings) {
      ring.forEach(([x, y], i) => {
        if (i === 0) this.context.moveTo(x, y);
        else this.context.lineTo(x, y);
      });
      if (closed) this.context.closePath();
    }
  }

  fill(features: readonly TileFeature[], colour: string): void {
    this.context.beginPath();
    for (const feature of features) this.trace(feature.rings, true);
    this.context.fillStyle = colour;
    this.context.fill('evenodd');
  }

  stroke(
    features: readonly TileFeature[],
    colour: string,
    pixels: number,
    closed: boolean,
    dash: number[] = [],
  ): void {
    if (features.length === 0) return;
    const { context } = this;
    context.beginPath();
    for (const feature of features) this.trace(feature.rings, closed);
    context.strokeStyle = colour;
    context.lineWidth = pixels / this.scale;
    context.lineJoin = 'round';
    context.lineCap = 'round';
    context.setLineDash(dash.map((length) => length / this.scale));
    context.stroke();
    context.setLineDash([]);
  }
}

/** Diagonal lines every seven pixels over the box of the rings; the caller has set the clip. */
export function hatch(brush: Brush, rings: readonly Point[][], colour: string): void {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (const [x, y] of ring) {
      west = Math.min(west, x);
      east = Math.max(east, x);
      north = Math.min(north, y);
      south = Math.max(south, y);
    }
  }
  const { context } = brush;
  const step = 7 / brush.scale;
  const height = south - north;
  context.beginPath();
  // Lines start at whole steps of the tile, so that they meet those of the next tile.
  for (let x = Math.floor((west - height) / step) * step; x < east; x += step) {
    context.moveTo(x, south);
    context.lineTo(x + height, north);
  }
  context.strokeStyle = colour;
  context.lineWidth = 1.6 / brush.scale;
  context.stroke();
}
