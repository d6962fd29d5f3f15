import type { LonLat } from './lonLat';
import { nearestOn } from './nearest';
import type { Partition, PlanEdge } from './partition';

type Line = readonly LonLat[];

/** Borders that are no more, and borders that were not before. */
export interface BorderChange {
  readonly old: readonly Line[];
  readonly fresh: readonly Line[];
}

export const NO_BORDER_CHANGE: BorderChange = { old: [], fresh: [] };

/** Degrees within which a border runs where the other does: a corner that was added on it moves it by less. */
const ALIKE = 2e-7;
/** Hundredths of a thousandth of a thousandth of a degree, about a centimetre: what a description in GeoJSON keeps. */
const UNITS = 1e7;

function keyOf(a: LonLat, b: LonLat): string {
  const one = `${String(Math.round(a[0] * UNITS))} ${String(Math.round(a[1] * UNITS))}`;
  const other = `${String(Math.round(b[0] * UNITS))} ${String(Math.round(b[1] * UNITS))}`;
  return one < other ? `${one}/${other}` : `${other}/${one}`;
}

/** The borders of a division, to be compared with those of the plans that are made of it. */
export class BaseBorders {
  private readonly segments = new Map<string, readonly [LonLat, LonLat]>();
  /** What edges of a plan have in common with the base; edges never change. */
  private readonly known = new WeakMap<PlanEdge, readonly (string | null)[]>();

  /** @param rings of its leaves */
  constructor(rings: Iterable<Line>) {
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i++) {
        const [a, b] = [ring[i - 1] as LonLat, ring[i] as LonLat];
        const key = keyOf(a, b);
        if (!this.segments.has(key)) this.segments.set(key, [a, b]);
      }
    }
  }

  /** What of the borders of a plan is old and what is new. */
  changesIn(partition: Partition): BorderChange {
    const kept = new Set<string>();
    const unlike: Line[] = [];
    for (const edge of partition.edges.values()) {
      const keys = this.keysOf(edge);
      keys.forEach((key, i) => {
        if (key !== null) kept.add(key);
        else unlike.push(edge.points.slice(i, i + 2));
      });
    }
    const gone: Line[] = [];
    for (const [key, segment] of this.segments) if (!kept.has(key)) gone.push(segment);
    return {
      old: joined(gone.filter((segment) => !runsAlong(segment, unlike))),
      fresh: joined(unlike.filter((segment) => !runsAlong(segment, gone))),
    };
  }

  /** By segment of an edge: its key where the base has it. */
  private keysOf(edge: PlanEdge): readonly (string | null)[] {
    let keys = this.known.get(edge);
    if (!keys) {
      keys = edge.points.slice(1).map((place, i) => {
        const key = keyOf(edge.points[i] as LonLat, place);
        return this.segments.has(key) ? key : null;
      });
      this.known.set(edge, keys);
    }
    return keys;
  }
}

/** Whether a segment runs along others all the way, although its corners are not theirs. */
function runsAlong([a, b]: Line, others: readonly Line[]): boolean {
  if (!a || !b) return false;
  const middle: LonLat = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  return [a, middle, b].every((place) => others.some((other) => isNear(place, other)));
}

function isNear(place: LonLat, [a, b]: Line): boolean {
  if (!a || !b) return false;
  for (const axis of [0, 1] as const) {
    if (place[axis] < Math.min(a[axis], b[axis]) - ALIKE || place[axis] > Math.max(a[axis], b[axis]) + ALIKE)
      return false;
  }
  const on = nearestOn(a, b, place).place;
  return Math.abs(on[0] - place[0]) <= ALIKE && Math.abs(on[1] - place[1]) <= ALIKE;
}

/** Segments that follow each other, as lines. */
function joined(segments: readonly Line[]): Line[] {
  const lines: LonLat[][] = [];
  for (const [a, b] of segments) {
    const last = lines[lines.length - 1];
    const end = last?.[last.length - 1];
    if (!a || !b) continue;
    if (last && end && end[0] === a[0] && end[1] === a[1]) last.push(b);
    else lines.push([a, b]);
  }
  return lines;
}
