import type { LonLat } from '../../geo/lonLat';
import type { View } from './snapping';

/** Halvings with which the place is found where a line leaves the sight. */
const HALVINGS = 9;

/**
 * Adds a line to the path of a canvas. Parts behind the viewer are left out; where a line comes into sight or leaves it,
 * it is cut.
 */
export function trace(context: CanvasRenderingContext2D, view: View, line: readonly LonLat[]): void {
  let last: readonly [number, number] | null = null;
  let lastPlace: LonLat | null = null;
  for (const place of line) {
    let pixel: readonly [number, number] | null = view.project(place);
    if (pixel && lastPlace && !last) {
      const edge = cut(view, place, lastPlace);
      context.moveTo(edge[0], edge[1]);
      context.lineTo(pixel[0], pixel[1]);
    } else if (pixel && last) context.lineTo(pixel[0], pixel[1]);
    else if (pixel) context.moveTo(pixel[0], pixel[1]);
    else if (last && lastPlace) {
      pixel = cut(view, lastPlace, place);
      context.lineTo(pixel[0], pixel[1]);
      pixel = null;
    }
    last = pixel;
    lastPlace = place;
  }
}

/** The last pixel in sight between a place that is and one that is not. */
function cut(view: View, seen: LonLat, hidden: LonLat): readonly [number, number] {
  let [near, far] = [seen, hidden];
  let pixel = view.project(seen) ?? [0, 0];
  for (let i = 0; i < HALVINGS; i++) {
    const middle: LonLat = [(near[0] + far[0]) / 2, (near[1] + far[1]) / 2];
    const at = view.project(middle);
    if (at) {
      near = middle;
      pixel = at;
    } else far = middle;
  }
  return pixel;
}
