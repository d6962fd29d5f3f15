import { distanceMetres } from '../../geo/lonLat';
import type { MapEngine } from '../engine';

type Pixel = readonly [x: number, y: number];

/** Two fingers move and stretch the map while one finger draws. */
export function fingers(engine: () => MapEngine | null) {
  const down = new Map<number, Pixel>();
  const middle = (): Pixel => {
    const [a = [0, 0], b = [0, 0]] = [...down.values()] as Pixel[];
    return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  };
  const apart = () => {
    const [a = [0, 0], b = [0, 1]] = [...down.values()] as Pixel[];
    return Math.max(1, Math.hypot(a[0] - b[0], a[1] - b[1]));
  };
  return {
    /** @returns whether this is the second finger, so that what the first one began is dropped */
    down(id: number, at: Pixel): boolean {
      if (down.size >= 2) down.clear();
      down.set(id, at);
      return down.size === 2;
    },
    /** @returns whether two fingers are at work */
    move(id: number, at: Pixel): boolean {
      if (!down.has(id)) return false;
      const map = engine();
      const two = down.size === 2;
      const from = middle();
      const was = apart();
      down.set(id, at);
      if (!two || !map) return two;
      const to = middle();
      const [a, b] = [map.placeAt(from[0], from[1]), map.placeAt(to[0], to[1])];
      const view = map.viewpoint();
      // Near the horizon a pixel is kilometres: the map does not jump there.
      const still = !a || !b || distanceMetres(a, b) > view.rangeMetres;
      const centre = still
        ? view.centre
        : ([view.centre[0] + a[0] - b[0], view.centre[1] + a[1] - b[1]] as const);
      void map.goTo({ ...view, centre, rangeMetres: Math.max(40, (view.rangeMetres * was) / apart()) }, 0);
      return true;
    },
    /** @returns whether it was one of two */
    up(id: number): boolean {
      const two = down.size === 2;
      down.delete(id);
      return two;
    },
  };
}
