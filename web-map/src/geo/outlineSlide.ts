import type { LonLat } from './lonLat';
import { nearestOn } from './nearest';
import { type Partition, type PlanEdge, rounded, samePlace } from './partition';

/** Whether an edge lies on the outline of the plan. */
export const isOuter = ({ left, right }: PlanEdge) => left === '' || right === '';

/** The two edges of the outline along which a node can slide, the lower number first; `null` if it cannot. */
export function slideEdges(edges: readonly PlanEdge[]): readonly [PlanEdge, PlanEdge] | null {
  const [a, b, more] = edges.filter(isOuter).sort((one, other) => one.id - other.id);
  if (!a || !b || more || a.from === a.to || b.from === b.to) return null;
  return [a, b];
}

/** The place on the outline that is nearest to where a node of it is wanted; `null` for a node that does not slide. */
export function slidePlace(partition: Partition, node: number, wanted: LonLat): LonLat | null {
  const edges = slideEdges(partition.edgesAt(node));
  if (!edges) return null;
  let best: { place: LonLat; off: number } | null = null;
  for (const edge of edges) {
    const points = away(edge, node);
    for (let i = 1; i < points.length; i++) {
      const a = points[i - 1] as LonLat;
      const b = points[i] as LonLat;
      const { place, t } = nearestOn(a, b, wanted);
      // The next node is another's place.
      if (i === points.length - 1 && t === 1) continue;
      const narrow = Math.cos((wanted[1] * Math.PI) / 180);
      const off = Math.hypot((place[0] - wanted[0]) * narrow, place[1] - wanted[1]);
      if (!best || off < best.off) best = { place: t === 0 ? a : rounded(place), off };
    }
  }
  return best?.place ?? null;
}

/**
 * The two edges of the outline after a node slid along one of them: it grows by what the other one loses. The same as
 * the server does (`OutlineSlide`).
 *
 * @returns `null` if the place is on neither of them
 */
export function slide(
  edges: readonly [PlanEdge, PlanEdge],
  node: number,
  to: LonLat,
): readonly [PlanEdge, PlanEdge] | null {
  const [a, b] = edges;
  for (const [shorter, longer] of [
    [a, b],
    [b, a],
  ] as const) {
    const ahead = away(shorter, node);
    const segment = segmentAt(ahead, to);
    if (segment === 0) continue;
    const next = samePlace(to, ahead[segment]) ? segment + 1 : segment;
    return [
      withAway(shorter, node, [to, ...ahead.slice(next)]),
      withAway(longer, node, grown(away(longer, node), ahead.slice(0, segment), to)),
    ];
  }
  return null;
}

/** The points of an edge from a node on. */
function away(edge: PlanEdge, node: number): readonly LonLat[] {
  return edge.from === node ? edge.points : [...edge.points].reverse();
}

function withAway(edge: PlanEdge, node: number, points: readonly LonLat[]): PlanEdge {
  return { ...edge, points: edge.from === node ? points : [...points].reverse() };
}

/** The segment on which a place lies, by the number of its end; 0 if it lies on none. */
function segmentAt(line: readonly LonLat[], at: LonLat): number {
  if (samePlace(at, line[line.length - 1])) return 0;
  for (let i = 1; i < line.length; i++) if (straight(line[i - 1] as LonLat, at, line[i] as LonLat)) return i;
  return 0;
}

/** Whether a place is on a segment, as far as there is a whole multiple of 1e-9 degrees on it. */
function straight(a: LonLat, at: LonLat, b: LonLat): boolean {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const r = length === 0 ? 0 : ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / length;
  const off =
    r <= 0
      ? Math.hypot(at[0] - a[0], at[1] - a[1])
      : r >= 1
        ? Math.hypot(at[0] - b[0], at[1] - b[1])
        : Math.abs(((a[1] - at[1]) * dx - (a[0] - at[0]) * dy) / length) * Math.sqrt(length);
  return off * 1e9 <= 1;
}

function grown(behind: readonly LonLat[], passed: readonly LonLat[], to: LonLat): LonLat[] {
  const line = [to, ...[...passed].reverse().filter((place) => !samePlace(place, to))];
  const was = line.length - 1;
  // Where the node was is a corner of the outline or nothing.
  if (straight(line[was - 1] as LonLat, line[was] as LonLat, behind[1] as LonLat)) line.pop();
  return [...line, ...behind.slice(1)];
}
