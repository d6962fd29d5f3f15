import { font } from './font';

export const PIN_RADIUS = 13;

/** A numbered pin; its tip is at the place, in pixels of the canvas. */
export interface Pin {
  readonly id: number;
  readonly ordinal: string;
  readonly x: number;
  readonly y: number;
}

export function drawPin(context: CanvasRenderingContext2D, { ordinal, x, y }: Pin, colour: string): void {
  const middle = y - PIN_RADIUS - 6;
  context.beginPath();
  context.arc(x, middle, PIN_RADIUS, Math.PI * 0.75, Math.PI * 0.25);
  context.lineTo(x, y);
  context.closePath();
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = '#FFFFFF';
  context.stroke();
  context.font = font(ordinal.length > 2 ? 11 : 13);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = '#FFFFFF';
  context.fillText(ordinal, x, middle + 0.5);
}
