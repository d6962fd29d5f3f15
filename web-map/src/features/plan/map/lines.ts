import type { NewGrid, Numbers, Operation } from '../api';
import { meeting, meetingPlace } from '../../../geo/crossing';
import { groundMetres } from '../../../geo/groundArea';
import { labelAt } from '../../../geo/houseTally';
import type { LonLat } from '../../../geo/lonLat';
import { innerPlace, type Partition, type PlanEdge, rounded, samePlace } from '../../../geo/partition';
import type { Tool } from '../state/drawing';
import type { Refusal } from '../state/planOutcome';
import { nearestOn } from '../../../geo/nearest';

/** A drawn line as a step, a step that still lacks the codes of its new grids, or why it is none. */
export type Drawn =
  | { readonly kind: 'operation'; readonly operation: Operation }
  | {
      readonly kind: 'split';
      readonly grid: string;
      readonly line: readonly LonLat[];
      /** Places of the parts that get new codes: left and right of the line, or the island alone. */
      readonly places: readonly LonLat[];
    }
  | ({ readonly kind: 'refused' } & Refusal);

/** A split with the grids that it makes. */
export type SplitStep = Extract<Operation, { type: 'split' }>;

/** How near a line must end to a border to meet it; the same as the server's. */
const SNAP_METRES = 0.5;

const refused = (
  reason: Refusal['reason'],
  place: LonLat | null = null,
  grids: readonly string[] = [],
): Drawn => ({
  kind: 'refused',
  reason,
  place,
  grids,
});

/** What a line of a tool means in a partition. */
export function readLine(tool: Tool, partition: Partition, drawn: readonly LonLat[]): Drawn {
  const line = drawn.map(rounded).filter((place, i, all) => i === 0 || !samePlace(place, all[i - 1]));
  const crossing = crossesItself(line, tool === 'island' || tool === 'transfer');
  if (crossing) return refused('LINE_CROSSES_ITSELF', crossing);
  switch (tool) {
    case 'split':
      return split(partition, line);
    case 'island':
      return island(partition, line);
    case 'transfer':
      return transfer(partition, line);
    case 'redraw':
      return redraw(partition, line);
    default:
      return refused('NOT_A_LINE');
  }
}

function split(partition: Partition, line: readonly LonLat[]): Drawn {
  if (line.length < 2) return refused('NOT_A_LINE', line[0] ?? null);
  const grid = labelAt(partition, middleOf(line));
  const own = partition.grids.get(grid);
  if (!own?.leaf) return refused('NOT_A_LEAF', middleOf(line));
  const edges = partition.edgesOf(grid);
  for (const end of [line[0], line[line.length - 1]] as LonLat[]) {
    if (!edges.some((edge) => metresTo(edge, end) <= SNAP_METRES))
      return refused('LINE_DOES_NOT_REACH_BORDER', end, [grid]);
  }
  const rings = partition.ringsOf(grid);
  const places = [1, -1].map((side) => sidePlace(partition, rings, grid, line, side));
  return { kind: 'split', grid, line, places };
}

function island(partition: Partition, line: readonly LonLat[]): Drawn {
  const ring = closed(line);
  if (ring.length < 4) return refused('NOT_A_RING', line[0] ?? null);
  const place = innerPlace([ring]) ?? (ring[0] as LonLat);
  const grid = labelAt(partition, place);
  if (!partition.grids.get(grid)?.leaf) return refused('NOT_A_LEAF', place);
  return { kind: 'split', grid, line: ring, places: [place] };
}

/** The grid in which the ring begins gains what the ring covers of its neighbours. */
function transfer(partition: Partition, line: readonly LonLat[]): Drawn {
  const ring = closed(line);
  if (ring.length < 4) return refused('NOT_A_RING', line[0] ?? null);
  const to = labelAt(partition, ring[0] as LonLat);
  if (!partition.grids.get(to)?.leaf) return refused('NOT_A_LEAF', ring[0] ?? null);
  return { kind: 'operation', operation: { type: 'transfer', area: [[ring]], from: [], to } };
}

/** The line begins and ends on borders: on one, of which it takes a stretch, or on two, and leads all between along. */
function redraw(partition: Partition, line: readonly LonLat[]): Drawn {
  const [first, last] = [line[0], line[line.length - 1]];
  if (line.length < 2 || !first || !last) return refused('NOT_A_LINE', first ?? null);
  const near = (place: LonLat) =>
    [...partition.edges.values()].filter(
      (edge) => edge.left !== '' && edge.right !== '' && metresTo(edge, place) <= SNAP_METRES,
    );
  const starts = near(first);
  const ends = near(last);
  if (starts.length === 0) return refused('LINE_DOES_NOT_REACH_BORDER', first);
  if (ends.length === 0) return refused('LINE_DOES_NOT_REACH_BORDER', last);
  const edge = starts.find((each) => ends.includes(each));
  return {
    kind: 'operation',
    operation: edge ? { type: 'redrawBorder', a: edge.left, b: edge.right, line } : { type: 'reshape', line },
  };
}

/** Which part of a split goes on under the old code: the one with more people, more houses, more land. */
export function largerPart(split: SplitStep, parts: readonly Numbers[]): 'left' | 'right' {
  const [left, right] = [split.left, split.right].map(({ code }) => parts.find((part) => part.code === code));
  if (!left || !right) return 'right';
  const by =
    (left.residents ?? 0) - (right.residents ?? 0) ||
    left.houses - right.houses ||
    left.areaSquareMetres - right.areaSquareMetres;
  return by > 0 ? 'left' : 'right';
}

/**
 * The split with its codes: one part keeps code and name, of an island always the rest; the other one is named after
 * where it lies.
 *
 * @param code of the new grid
 * @param stays the part that goes on
 * @param words what a part is called after the old name: west, east, north, south, inside
 */
export function splitOf(
  partition: Partition,
  drawn: Extract<Drawn, { kind: 'split' }>,
  code: string,
  stays: 'left' | 'right',
  words: Readonly<Record<'west' | 'east' | 'north' | 'south' | 'inside', string>>,
): SplitStep {
  const grid = partition.grids.get(drawn.grid);
  const old: NewGrid = { code: drawn.grid, name: grid?.name ?? '', kind: grid?.kind ?? 'BASE' };
  const { line, places } = drawn;
  const [a, b] = places;
  if (!b || !a) {
    const left: NewGrid = { code, name: `${old.name}${words.inside}`, kind: 'EXCLUSIVE' };
    return { type: 'split', grid: drawn.grid, line, left, right: old };
  }
  const [here, there] = stays === 'left' ? [b, a] : [a, b];
  const [dx, dy] = [here[0] - there[0], here[1] - there[1]];
  const where = Math.abs(dx) >= Math.abs(dy) ? (dx > 0 ? 'east' : 'west') : dy > 0 ? 'north' : 'south';
  const fresh: NewGrid = { ...old, code, name: `${old.name}${words[where]}` };
  const [left, right] = stays === 'left' ? [old, fresh] : [fresh, old];
  return { type: 'split', grid: drawn.grid, line, left, right };
}

/** A ring in which the first point comes once more at the end. */
function closed(line: readonly LonLat[]): LonLat[] {
  const first = line[0];
  if (!first) return [];
  return samePlace(first, line[line.length - 1]) ? [...line] : [...line, first];
}

/** The place half-way along a line. */
export function middleOf(line: readonly LonLat[]): LonLat {
  const lengths = line.slice(1).map((place, i) => groundMetres(line[i] as LonLat, place));
  let left = lengths.reduce((sum, each) => sum + each, 0) / 2;
  for (const [i, length] of lengths.entries()) {
    if (left <= length && length > 0) {
      const [a, b] = [line[i] as LonLat, line[i + 1] as LonLat];
      return [a[0] + ((b[0] - a[0]) * left) / length, a[1] + ((b[1] - a[1]) * left) / length];
    }
    left -= length;
  }
  return line[0] ?? [0, 0];
}

/** A place inside the grid on one side of the line: 1 left, -1 right. */
function sidePlace(
  partition: Partition,
  rings: readonly (readonly LonLat[])[],
  grid: string,
  line: readonly LonLat[],
  side: number,
): LonLat {
  const middle = middleOf(line);
  const first = line[0] as LonLat;
  const last = line[line.length - 1] as LonLat;
  const [dx, dy] = [last[0] - first[0], last[1] - first[1]];
  const lats = rings.flat().map(([, lat]) => lat);
  const reach = Math.max(...lats) - Math.min(...lats);
  const length = Math.hypot(dx, dy) || 1;
  for (const share of [0.25, 0.12, 0.05, 0.01]) {
    const place: LonLat = [
      middle[0] - (side * dy * reach * share) / length,
      middle[1] + (side * dx * reach * share) / length,
    ];
    if (labelAt(partition, place) === grid) return rounded(place);
  }
  return rounded(middle);
}

function metresTo(edge: PlanEdge, place: LonLat): number {
  let least = Infinity;
  for (let i = 1; i < edge.points.length; i++) {
    const on = nearestOn(edge.points[i - 1] as LonLat, edge.points[i] as LonLat, place).place;
    least = Math.min(least, groundMetres(on, place));
  }
  return least;
}

function crossesItself(line: readonly LonLat[], ring: boolean): LonLat | null {
  const points = ring ? closed(line) : line;
  const last = points.length - 2;
  for (let i = 0; i <= last; i++) {
    for (let j = i + 1; j <= last; j++) {
      const [a, b, c, d] = [points[i], points[i + 1], points[j], points[j + 1]] as [
        LonLat,
        LonLat,
        LonLat,
        LonLat,
      ];
      const how = meeting(a, b, c, d);
      const neighbours = j === i + 1 || (ring && i === 0 && j === last);
      if (how === 'CROSS' || how === 'OVERLAP' || (how === 'TOUCH' && !neighbours))
        return meetingPlace(a, b, c, d);
    }
  }
  return null;
}

/** Thins a line drawn in one stroke: points nearer than `pixels` to the line through the others go. */
export function thinned(
  line: readonly LonLat[],
  project: (place: LonLat) => readonly [number, number] | null,
  pixels: number,
): LonLat[] {
  const first = line[0];
  const last = line[line.length - 1];
  if (line.length < 3 || !first || !last) return [...line];
  const a = project(first);
  const b = project(last);
  let worst = 0;
  let at = 0;
  for (let i = 1; i < line.length - 1; i++) {
    const p = project(line[i] as LonLat);
    if (!a || !b || !p) continue;
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const length = Math.hypot(dx, dy);
    const off =
      length < 1e-9
        ? Math.hypot(p[0] - a[0], p[1] - a[1])
        : Math.abs((p[0] - a[0]) * dy - (p[1] - a[1]) * dx) / length;
    if (off > worst) {
      worst = off;
      at = i;
    }
  }
  if (worst <= pixels) return [first, last];
  return [
    ...thinned(line.slice(0, at + 1), project, pixels).slice(0, -1),
    ...thinned(line.slice(at), project, pixels),
  ];
}
