import type { LonLat } from './lonLat';

/** The point of a segment that is nearest on the ground, and how far along it lies (0 to 1). */
export function nearestOn(a: LonLat, b: LonLat, place: LonLat): { place: LonLat; t: number } {
  const narrow = Math.cos((place[1] * Math.PI) / 180);
  const [dx, dy] = [(b[0] - a[0]) * narrow, b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const t =
    length === 0
      ? 0
      : Math.max(0, Math.min(1, ((place[0] - a[0]) * narrow * dx + (place[1] - a[1]) * dy) / length));
  return { place: [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t], t };
}
