import { drawing, sayRefusal } from '../state/drawing';
import { pointsWhere } from '../state/picks';
import { plan } from '../state/plan';
import type { LonLat } from '../../../geo/lonLat';
import type { View } from '../../../map/edit/snapping';
import { ringsOf } from './partitionDrawing';

type Pixel = readonly [x: number, y: number];

/** A box less wide and high than this is a click. */
const LEAST = 5;
/** Points that one step can move. */
const MOST = 500;

/** Begins a box at a pixel. */
export function beginBox(from: Pixel): void {
  drawing.box = { from, to: from };
}

export function stretchBox(to: Pixel): void {
  if (drawing.box) drawing.box = { ...drawing.box, to };
}

/**
 * Picks what lies in the box: its nodes and vertices, and the grids that lie in it whole, besides what was picked before.
 *
 * @returns whether it was a box and no click
 */
export function endBox(view: View | null): boolean {
  const { box } = drawing;
  drawing.box = null;
  const { partition } = plan;
  if (!box || !view || !partition) return false;
  const [west, east] = [Math.min(box.from[0], box.to[0]), Math.max(box.from[0], box.to[0])];
  const [north, south] = [Math.min(box.from[1], box.to[1]), Math.max(box.from[1], box.to[1])];
  if (east - west < LEAST && south - north < LEAST) return false;
  const inside = (place: LonLat) => {
    const pixel = view.project(place);
    return pixel !== null && pixel[0] >= west && pixel[0] <= east && pixel[1] >= north && pixel[1] <= south;
  };
  const before = new Set(drawing.picked.map(({ key }) => key));
  const fresh = pointsWhere(partition, inside).filter(({ key }) => !before.has(key));
  if (before.size + fresh.length > MOST) {
    const place = view.placeAt((west + east) / 2, (north + south) / 2);
    sayRefusal({ reason: 'TOO_MANY_POINTS', place, grids: [] });
    return true;
  }
  drawing.picked = [...drawing.picked, ...fresh];
  const whole = partition
    .leaves()
    .filter((code) => ringsOf(partition, code).length > 0)
    .filter((code) => ringsOf(partition, code).every((ring) => ring.every(inside)));
  if (whole.length > 0) {
    const chosen = plan.selection?.kind === 'grids' ? plan.selection.codes : [];
    plan.selection = { kind: 'grids', codes: [...new Set([...chosen, ...whole])] };
  }
  return true;
}
