import { codeTail } from './gridCode';
import type { LonLat } from './lonLat';
import { isOpen, type Partition } from './partition';
import { ringsContain } from './polygon';
import { scaleBar } from './scaleBar';

/** A plan drawn on paper: lengths in units of the drawing, y downwards. */
export interface PlanDrawing {
  readonly width: number;
  readonly height: number;
  /** Path data of all borders of a level, the finest first: 1 is the rim of the plan. */
  readonly borders: readonly { readonly level: number; readonly d: string }[];
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

const FINEST = 99;

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
      const width = (to - from) * (1 - Math.abs(i - 5) / 12);
      if (width > widest && ringsContain(rings, (from + to) / 2, y)) {
        widest = width;
        best = [(from + to) / 2, y];
      }
    }
  }
  return best;
}

/**
 * Draws a plan on a sheet no wider than `width` and no higher than `height`, in a plane that touches the ground in the
 * middle of the plan: over a town's few kilometres lengths are true to a thousandth.
 *
 * @param marked codes of leaf grids that are hatched
 */
export function drawPlan(
  partition: Partition,
  marked: readonly string[],
  { width, height }: { readonly width: number; readonly height: number },
): PlanDrawing {
  const edges = [...partition.edges.values()];
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
  const levels = new Map<number, string[]>();
  for (const edge of edges) {
    if (edge.left === edge.right) continue;
    // Open land has no level: within the plan its rim is as fine as its neighbours.
    const open = [edge.left, edge.right].some(isOpen) && edge.left !== '' && edge.right !== '';
    const level = open ? FINEST : partition.levelOf(edge);
    levels.set(level, [...(levels.get(level) ?? []), write(edge.points.map(toPaper))]);
  }
  const facesOf = (label: string) => partition.ringsOf(label).map((ring) => ring.map(toPaper));
  const labels = partition.leaves().flatMap((code) => {
    const at = placeInside(facesOf(code));
    return at ? [{ code, text: codeTail(code), x: at[0], y: at[1] }] : [];
  });
  const open = [...partition.openLand.keys()].map((id) => `~${String(id)}`);
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
    borders: [...levels].sort(([a], [b]) => b - a).map(([level, lines]) => ({ level, d: lines.join('') })),
    labels,
    hatched: hatched.filter(({ d }) => d !== ''),
    scale: { metres: bar.metres, units: bar.pixels },
  };
}
