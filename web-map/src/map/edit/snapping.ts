import { groundMetres } from '../../geo/groundArea';
import type { LonLat } from '../../geo/lonLat';
import { nearestOn } from '../../geo/nearest';
import type { Partition } from '../../geo/partition';

/** A map as drawing sees it: places to pixels and back. */
export interface View {
  project(place: LonLat): [x: number, y: number] | null;
  placeAt(x: number, y: number): LonLat | null;
}

/** What a drawn point snaps to on the borders, or on the line that is being drawn. */
export type BorderSnap = 'node' | 'vertex' | 'edge' | 'start';

/** Lines on the ground that may catch the pointer, and what they are called. */
export interface SnapLines<K extends string> {
  readonly kind: K;
  readonly lines: readonly (readonly LonLat[])[];
  /** Whether a corner goes before a line. */
  readonly corners: boolean;
}

/** What a pointer may snap to. */
export interface SnapSources<K extends string = never> {
  readonly partition: Partition | null;
  /** Which parts of its borders catch; both, if nothing is said. */
  readonly borders?: { readonly corners: boolean; readonly lines: boolean };
  /** The more wanted first. */
  readonly lines: readonly SnapLines<K>[];
  readonly points: readonly { readonly kind: K; readonly places: readonly LonLat[] }[];
  /** The first point of a ring that is being drawn: coming back to it closes the ring. */
  readonly start?: LonLat | null;
}

export interface Snap<K extends string = never> {
  readonly kind: K | BorderSnap;
  readonly place: LonLat;
  readonly edge: number | null;
  readonly node: number | null;
}

export const NO_SOURCES: SnapSources = { partition: null, lines: [], points: [] };

/** Snapping distance of the pointer in pixels; twice as many for a finger. */
export const REACH = 8;

/**
 * What the pointer at a pixel snaps to: a corner before a line, a border before what lies on the ground.
 *
 * @returns `null` where nothing is near enough
 */
export function snapAt<K extends string>(
  view: View,
  pixel: readonly [number, number],
  sources: SnapSources<K>,
  reach = REACH,
): Snap<K> | null {
  const place = view.placeAt(pixel[0], pixel[1]);
  if (!place) return null;
  // Nothing that lies farther off on the ground can be near on the screen.
  const rim = view.placeAt(pixel[0] + reach, pixel[1]) ?? place;
  const upper = view.placeAt(pixel[0], pixel[1] - reach) ?? place;
  const metres = Math.max(groundMetres(place, rim), groundMetres(place, upper), 0.01);
  const degrees = (metres * 1.1) / 110_000 / Math.cos((place[1] * Math.PI) / 180);
  const pixelsTo = (other: LonLat) => {
    const at = view.project(other);
    return at ? Math.hypot(at[0] - pixel[0], at[1] - pixel[1]) : Infinity;
  };
  const far = (lon: number, lat: number) =>
    Math.abs(lon - place[0]) > degrees || Math.abs(lat - place[1]) > degrees;

  if (sources.start && pixelsTo(sources.start) <= reach * 1.5)
    return { kind: 'start', place: sources.start, edge: null, node: null };

  let best: { snap: Snap<K>; pixels: number } | null = null;
  const offer = (
    kind: K | BorderSnap,
    at: LonLat,
    edge: number | null = null,
    node: number | null = null,
  ) => {
    const pixels = pixelsTo(at);
    if (pixels <= reach && pixels < (best?.pixels ?? Infinity))
      best = { snap: { kind, place: at, edge, node }, pixels };
  };
  const found = () => (best as { snap: Snap<K> } | null)?.snap ?? null;

  const near = [];
  if (sources.partition) {
    for (const edge of sources.partition.edges.values()) {
      const box = sources.partition.measureOf(edge);
      const away =
        place[0] < box.west - degrees ||
        place[0] > box.east + degrees ||
        place[1] < box.south - degrees ||
        place[1] > box.north + degrees;
      if (!away) near.push(edge);
    }
  }
  const { corners = true, lines: alongBorders = true } = sources.borders ?? {};
  for (const edge of corners ? near : []) {
    const last = edge.points.length - 1;
    edge.points.forEach((point, i) => {
      if (far(point[0], point[1])) return;
      const node = i === 0 ? edge.from : i === last ? edge.to : null;
      offer(node === null ? 'vertex' : 'node', point, edge.id, node);
    });
  }
  if (found()) return found();
  const along = (points: readonly LonLat[], kind: K | BorderSnap, edge: number | null) => {
    for (let i = 1; i < points.length; i++) {
      const a = points[i - 1] as LonLat;
      const b = points[i] as LonLat;
      if (Math.min(a[0], b[0]) > place[0] + degrees || Math.max(a[0], b[0]) < place[0] - degrees) continue;
      if (Math.min(a[1], b[1]) > place[1] + degrees || Math.max(a[1], b[1]) < place[1] - degrees) continue;
      offer(kind, nearestOn(a, b, place).place, edge);
    }
  };
  for (const edge of alongBorders ? near : []) along(edge.points, 'edge', edge.id);
  if (found()) return found();
  for (const [i, { kind, lines, corners }] of sources.lines.entries()) {
    if (corners) {
      for (const line of lines)
        for (const corner of line) if (!far(corner[0], corner[1])) offer(kind, corner);
      if (found()) return found();
    }
    for (const line of lines) along(line, kind, null);
    // Points are caught as the last lines are, by whichever is nearer.
    if (i < sources.lines.length - 1 && found()) return found();
  }
  for (const { kind, places } of sources.points)
    for (const at of places) if (!far(at[0], at[1])) offer(kind, at);
  return found();
}

/** The border at a pixel: the nearest within reach, and its segment. */
export function edgeAt(
  view: View,
  pixel: readonly [number, number],
  partition: Partition,
  reach = REACH,
): { edge: number; segment: number } | null {
  const snap = snapAt(view, pixel, { ...NO_SOURCES, partition }, reach);
  const edge = snap?.edge == null ? undefined : partition.edges.get(snap.edge);
  if (!snap || !edge) return null;
  let best = { segment: 0, metres: Infinity };
  for (let i = 1; i < edge.points.length; i++) {
    const on = nearestOn(edge.points[i - 1] as LonLat, edge.points[i] as LonLat, snap.place);
    const metres = groundMetres(on.place, snap.place);
    if (metres < best.metres) best = { segment: i - 1, metres };
  }
  return { edge: edge.id, segment: best.segment };
}
