import { orient2d } from 'robust-predicates';
import type { LonLat } from './lonLat';

/** Exactly on which side of a line from `a` to `b` a place lies: 1 left, -1 right, 0 on it. */
export function sideOf(a: LonLat, b: LonLat, place: LonLat): -1 | 0 | 1 {
  // The library takes y downwards.
  const turn = orient2d(a[0], a[1], b[0], b[1], place[0], place[1]);
  return turn < 0 ? 1 : turn > 0 ? -1 : 0;
}

export type Meeting =
  | 'NONE'
  /** They have one point in common, which is an end of one of them. */
  | 'TOUCH'
  /** They cut through each other. */
  | 'CROSS'
  /** They lie upon each other for a while. */
  | 'OVERLAP';

/** How two segments meet, exactly. */
export function meeting(a: LonLat, b: LonLat, c: LonLat, d: LonLat): Meeting {
  if (
    Math.max(a[0], b[0]) < Math.min(c[0], d[0]) ||
    Math.max(c[0], d[0]) < Math.min(a[0], b[0]) ||
    Math.max(a[1], b[1]) < Math.min(c[1], d[1]) ||
    Math.max(c[1], d[1]) < Math.min(a[1], b[1])
  ) {
    return 'NONE';
  }
  const c1 = sideOf(a, b, c);
  const d1 = sideOf(a, b, d);
  const a1 = sideOf(c, d, a);
  const b1 = sideOf(c, d, b);
  if (c1 === 0 && d1 === 0) {
    // On one line: along its longer axis they share a stretch, a point, or nothing.
    const axis = Math.abs(b[0] - a[0]) >= Math.abs(b[1] - a[1]) ? 0 : 1;
    const from = Math.max(Math.min(a[axis], b[axis]), Math.min(c[axis], d[axis]));
    const to = Math.min(Math.max(a[axis], b[axis]), Math.max(c[axis], d[axis]));
    return from < to ? 'OVERLAP' : from === to ? 'TOUCH' : 'NONE';
  }
  if (c1 * d1 > 0 || a1 * b1 > 0) return 'NONE';
  return c1 * d1 < 0 && a1 * b1 < 0 ? 'CROSS' : 'TOUCH';
}

/** Where two segments that meet do so, nearly: for a mark on the map. */
export function meetingPlace(a: LonLat, b: LonLat, c: LonLat, d: LonLat): LonLat {
  const [rx, ry] = [b[0] - a[0], b[1] - a[1]];
  const [sx, sy] = [d[0] - c[0], d[1] - c[1]];
  const cross = rx * sy - ry * sx;
  if (cross === 0) return [(c[0] + d[0]) / 2, (c[1] + d[1]) / 2];
  const t = Math.max(0, Math.min(1, ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross));
  return [a[0] + t * rx, a[1] + t * ry];
}

/** Whether a place lies on a segment, exactly. */
export function liesOn(a: LonLat, b: LonLat, place: LonLat): boolean {
  return (
    place[0] >= Math.min(a[0], b[0]) &&
    place[0] <= Math.max(a[0], b[0]) &&
    place[1] >= Math.min(a[1], b[1]) &&
    place[1] <= Math.max(a[1], b[1]) &&
    sideOf(a, b, place) === 0
  );
}

/** Whether a ring winds around a place, exactly; a place on the ring counts as inside. */
export function ringHolds(ring: readonly LonLat[], place: LonLat): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[j] as LonLat;
    const b = ring[i] as LonLat;
    if (liesOn(a, b, place)) return true;
    if (a[1] > place[1] !== b[1] > place[1]) {
      const side = sideOf(a, b, place);
      if (b[1] > a[1] ? side > 0 : side < 0) inside = !inside;
    }
  }
  return inside;
}
