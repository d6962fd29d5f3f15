import { codeTail } from './gridCode';
import type { LonLat } from './lonLat';
import { innerPlace, isOpen, type Partition } from './partition';
import { scaleBar } from './scaleBar';

/** A plan drawn on paper: lengths in units of the drawing, y downwards. */
interface PlanDrawing {
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
  /** The land of every leaf. */
  readonly faces: readonly { readonly code: string; readonly d: string }[];
  /** Faces that are to be hatched: the marked grids and open land. */
  readonly hatched: readonly { readonly label: string; readonly d: string }[];
  readonly scale: { readonly metres: number; readonly units: number };
}

type Plane = readonly [x: number, y: number];

const FINEST = 99;

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
    return {
      width,
      height: 0,
      borders: [],
      labels: [],
      faces: [],
      hatched: [],
      scale: { metres: 0, units: 0 },
    };
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
    const place = innerPlace(partition.ringsOf(code));
    if (!place) return [];
    const [x, y] = toPaper(place);
    return [{ code, text: codeTail(code), x, y }];
  });
  const faceOf = (label: string) =>
    facesOf(label)
      .map((ring) => `${write(ring)}Z`)
      .join('');
  const open = [...partition.openLand.keys()].map((id) => `~${String(id)}`);
  const hatched = [...marked, ...open].map((label) => ({
    label,
    d: faceOf(label),
  }));
  const bar = scaleBar(1 / factor, width / 6);
  return {
    width,
    height: (north - south) * metresNorth * factor + 2 * margin,
    borders: [...levels].sort(([a], [b]) => b - a).map(([level, lines]) => ({ level, d: lines.join('') })),
    labels,
    faces: partition.leaves().map((code) => ({ code, d: faceOf(code) })),
    hatched: hatched.filter(({ d }) => d !== ''),
    scale: { metres: bar.metres, units: bar.pixels },
  };
}
