import type { SymbolLook } from '../layers/layer';

const paths = new Map<string, Path2D>();

/** Draws a symbol with its middle at a pixel. */
export function drawSymbol(
  context: CanvasRenderingContext2D,
  at: { x: number; y: number },
  look: SymbolLook,
): void {
  let path = paths.get(look.strokes);
  if (!path) {
    path = new Path2D(look.strokes);
    paths.set(look.strokes, path);
  }
  context.save();
  context.translate(at.x - 12, at.y - 12);
  context.beginPath();
  context.roundRect(1, 1, 22, 22, look.round ? 11 : 6);
  context.fillStyle = look.ground;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = '#FFFFFF';
  context.stroke();
  context.lineWidth = 1.6;
  context.lineJoin = 'round';
  context.stroke(path);
  context.restore();
}
