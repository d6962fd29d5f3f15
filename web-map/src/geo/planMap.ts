import { codeTail } from './gridCode';
import type { LonLat } from './lonLat';
import { ringsContain } from './polygon';
import { scaleBar } from './scaleBar';

/** A border of a plan as far as a drawing needs it: what lies left and right of its line, from node to node. */
export interface BorderLine {
  readonly from: number;
  readonly to: number;
  /** Code of a leaf grid, `~` and a number for open land, or nothing for what lies outside. */
  readonly left: string;
  readonly right: string;
  readonly points: readonly LonLat[];
}

/** A grid of a plan without its shape. */
export interface PlanUnit {
  readonly code: string;
  readonly parentCode: string | null;
  readonly leaf: boolean;
}

/** A plan drawn on paper: lengths in units of the drawing, y downwards. */
export interface PlanDrawing {
  readonly width: number;
  readonly height: number;
  /** Path data of all borders of a rank: 0 is the rim of the plan, the finest are the highest. */
  readonly borders: readonly { readonly rank: number; readonly d: string }[];
  readonly labels: readonly {
    readonly code: string;
    readonly text: string;
    readonly x: number;
    readonly y: number;
  }[];
  /** Faces that are to be hatched: the marked grids and open land. */
  readonly hatched: readonly { readonly label: string; readonly d: string }[];
  readonly scale: { readonly metres: number; readonly units: number };
}

type Plane = readonly [x: number, y: number];

/**
 * Closed rings of everything that carries `label`, outer ones and holes alike, for even-odd filling. A border with the
 * label on both sides is no border of it.
 */
export function ringsOf(edges: readonly BorderLine[], label: string): LonLat[][] {
  const leaving = new Map<number, { to: number; points: readonly LonLat[] }[]>();
  const add = (from: number, to: number, points: readonly LonLat[]) => {
    leaving.set(from, [...(leaving.get(from) ?? []), { to, points }]);
  };
  for (const { from, to, left, right, points } of edges) {
    if (left === right) continue;
    if (left === label) add(from, to, points);
    else if (right === label) add(to, from, [...points].reverse());
  }
  const rings: LonLat[][] = [];
  for (const [start, first] of leaving) {
    while (first.length > 0) {
      const ring: LonLat[] = [];
      let at = start;
      do {
        const next = leaving.get(at)?.pop();
        if (!next) break;
        ring.push(...next.points.slice(0, -1));
        at = next.to;
      } while (at !== start);
      if (ring.length > 2) rings.push(ring);
    }
  }
  return rings;
}

/** A place well inside of rings, where a short text has room: the middle of the widest of nine level sections. */
export function placeInside(rings: readonly (readonly Plane[])[]): Plane | null {
  const ys = rings.flatMap((ring) => ring.map(([, y]) => y));
  const south = Math.min(...ys);
  const north = Math.max(...ys);
  let best: Plane | null = null;
  let widest = 0;
  for (let i = 1; i <= 9; i++) {
    const y = south + ((north - south) * i) / 10;
    const crossings: number[] = [];
    for (const ring of rings) {
      for (const [k, b] of ring.entries()) {
        const a = ring[(k + ring.length - 1) % ring.length];
        if (a && a[1] > y !== b[1] > y) crossings.push(a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]));
      }
    }
    crossings.sort((a, b) => a - b);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const [from = 0, to = 0] = [crossings[k], crossings[k + 1]];
      // Of two sections alike the one nearer to the middle looks better.
      const width = (to - from) * (1 - Math.abs(i - 5) / 40);
      if (width > widest && ringsContain(rings, (from + to) / 2, y)) {
        widest = width;
        best = [(from + to) / 2, y];
      }
    }
  }
  return best;
}

/** Codes from the root down to `code`. */
function lineOf(units: ReadonlyMap<string, PlanUnit>, code: string): string[] {
  const line: string[] = [];
  for (let at: string | null = code; at !== null && line.length < 20; at = units.get(at)?.parentCode ?? null)
    line.unshift(at);
  return line;
}

/** How coarse the border between two labels is: 0 at the rim of the plan, 1 between grids below the root, and so on. */
export function rankOf(units: ReadonlyMap<string, PlanUnit>, left: string, right: string): number {
  if (left === '' || right === '') return 0;
  const [a, b] = [lineOf(units, left), lineOf(units, right)];
  // Open land stands in no line; its rim is as fine as its neighbour.
  if (left.startsWith('~') || right.startsWith('~')) return Math.max(a.length, b.length) - 1;
  let rank = 0;
  while (rank < a.length && rank < b.length && a[rank] === b[rank]) rank++;
  return rank;
}

/**
 * Draws a plan on a sheet no wider than `width` and no higher than `height`, in a plane that touches the ground in the
 * middle of the plan: over a town's few kilometres lengths are true to a thousandth.
 *
 * @param marked codes of leaf grids that are hatched
 */
export function drawPlan(
  edges: readonly BorderLine[],
  units: readonly PlanUnit[],
  marked: readonly string[],
  { width, height }: { readonly width: number; readonly height: number },
): PlanDrawing {
  const places = edges.flatMap(({ points }) => points);
  if (places.length === 0) {
    return { width, height: 0, borders: [], labels: [], hatched: [], scale: { metres: 0, units: 0 } };
  }
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of places) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  const metresEast = 111_320 * Math.cos((((south + north) / 2) * Math.PI) / 180);
  const metresNorth = 110_870;
  const margin = 6;
  const factor = Math.min(
    (width - 2 * margin) / Math.max(1, (east - west) * metresEast),
    (height - 2 * margin) / Math.max(1, (north - south) * metresNorth),
  );
  const drawnWidth = (east - west) * metresEast * factor + 2 * margin;
  const shift = (width - drawnWidth) / 2 + margin;
  const toPaper = ([lon, lat]: LonLat): Plane => [
    shift + (lon - west) * metresEast * factor,
    margin + (north - lat) * metresNorth * factor,
  ];
  const write = (points: readonly Plane[]) =>
    points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const ranks = new Map<number, string[]>();
  for (const edge of edges) {
    if (edge.left === edge.right) continue;
    const rank = rankOf(byCode, edge.left, edge.right);
    ranks.set(rank, [...(ranks.get(rank) ?? []), write(edge.points.map(toPaper))]);
  }
  const facesOf = (label: string) => ringsOf(edges, label).map((ring) => ring.map(toPaper));
  const labels = units
    .filter(({ leaf }) => leaf)
    .flatMap(({ code }) => {
      const at = placeInside(facesOf(code));
      return at ? [{ code, text: codeTail(code), x: at[0], y: at[1] }] : [];
    });
  const open = [...new Set(edges.flatMap(({ left, right }) => [left, right]))].filter((label) =>
    label.startsWith('~'),
  );
  const hatched = [...marked, ...open].map((label) => ({
    label,
    d: facesOf(label)
      .map((ring) => `${write(ring)}Z`)
      .join(''),
  }));
  const bar = scaleBar(1 / factor, width / 6);
  return {
    width,
    height: (north - south) * metresNorth * factor + 2 * margin,
    borders: [...ranks].sort(([a], [b]) => b - a).map(([rank, lines]) => ({ rank, d: lines.join('') })),
    labels,
    hatched: hatched.filter(({ d }) => d !== ''),
    scale: { metres: bar.metres, units: bar.pixels },
  };
}
