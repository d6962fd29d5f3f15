/** How a symbol looks: its ground and the strokes on it, on a square of 24 units. */
interface Look {
  readonly ground: string;
  readonly round: boolean;
  readonly strokes: string;
}

/** A house with a cross: somebody is there who helps. */
export const STATION: Look = {
  ground: '#0B6E4F',
  round: false,
  strokes: 'M6 18V11l6-5 6 5v7zM12 10v6M9 13h6',
};
/** A box with a plus: something is there that helps. */
export const RESOURCE: Look = {
  ground: '#344054',
  round: true,
  strokes: 'M7 10h10v7H7zM10 10V8h4v2M12 11.5v4M10 13.5h4',
};

const paths = new Map<string, Path2D>();

/** Draws a symbol with its middle at a pixel. */
export function drawSymbol(
  context: CanvasRenderingContext2D,
  at: { x: number; y: number },
  look: Look,
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
