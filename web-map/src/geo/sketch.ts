import { meeting, meetingPlace, ringHolds } from './crossing';
import type { LonLat } from './lonLat';
import { isOuter, slide, slideEdges } from './outlineSlide';
import type { components } from '../api/schema';
import {
  bearing,
  NO_CHANGE,
  type Partition,
  type PartitionChange,
  type PlanEdge,
  rounded,
  samePlace,
} from './partition';

/** Why a step cannot be drawn: what the server would say, as far as it can be seen here. */
type SketchReason = components['schemas']['Reason'];

/** A step as it would be drawn, or why not. */
export type Sketch =
  | { readonly change: PartitionChange }
  | { readonly reason: SketchReason; readonly place: LonLat | null; readonly grids: readonly string[] };

const refuse = (
  reason: SketchReason,
  place: LonLat | null = null,
  grids: readonly string[] = [],
): Sketch => ({
  reason,
  place,
  grids,
});

/** A node or a vertex with the place where it goes. */
export type PointMove =
  | { readonly type: 'moveNode'; readonly node: number; readonly to: LonLat }
  | { readonly type: 'moveVertex'; readonly edge: number; readonly vertex: number; readonly to: LonLat };

/** Moves a node; every edge that ends there follows. A node of the outline slides along it. */
export function moveNode(partition: Partition, node: number, to: LonLat): Sketch {
  return moveTogether(partition, [{ type: 'moveNode', node, to }]);
}

/** Moves a vertex between the ends of an edge. */
export function moveVertex(partition: Partition, edge: number, vertex: number, to: LonLat): Sketch {
  return moveTogether(partition, [{ type: 'moveVertex', edge, vertex, to }]);
}

/** Moves nodes and vertices together: what matters is where all of them arrive. */
export function moveTogether(partition: Partition, moves: readonly PointMove[]): Sketch {
  const changed = new Map<number, PlanEdge>();
  const nodes = new Map<number, LonLat>();
  const sliding = new Set<number>();
  const now = (edge: PlanEdge) => changed.get(edge.id) ?? edge;
  for (const move of moves) {
    const place = rounded(move.to);
    const fault =
      move.type === 'moveNode'
        ? movedNode(partition, move.node, place, now, changed, sliding)
        : movedVertex(partition, move.edge, move.vertex, place, now, changed);
    if (fault) return fault;
    if (move.type === 'moveNode') nodes.set(move.node, place);
  }
  const change = {
    ...NO_CHANGE,
    edges: [...changed.values()],
    nodes: [...nodes].map(([id, at]) => ({ id, at })),
  };
  return checked(partition, change, moves[0] ? rounded(moves[0].to) : null, sliding);
}

function movedNode(
  partition: Partition,
  node: number,
  place: LonLat,
  now: (edge: PlanEdge) => PlanEdge,
  changed: Map<number, PlanEdge>,
  sliding: Set<number>,
): Sketch | null {
  const at = partition.nodes.get(node);
  if (!at) return refuse('UNKNOWN_NODE');
  if (samePlace(at, place)) return refuse('NOTHING_CHANGES', place);
  const edges = partition.edgesAt(node).map(now);
  const lockedEdge = edges.find(({ locked }) => locked);
  if (lockedEdge) return refuse('LOCKED', place, sidesOf(lockedEdge));
  const outline = edges.filter(isOuter);
  const [outer] = outline;
  if (outer) {
    const pair = slideEdges(outline);
    const slid = pair && slide(pair, node, place);
    if (!slid) return refuse('OUTLINE_FIXED', at, sidesOf(outer));
    for (const edge of slid) {
      changed.set(edge.id, edge);
      sliding.add(edge.id);
    }
  }
  for (const edge of edges) {
    if (isOuter(edge)) continue;
    const points = [...edge.points];
    if (edge.from === node) points[0] = place;
    if (edge.to === node) points[points.length - 1] = place;
    changed.set(edge.id, { ...edge, points });
  }
  return null;
}

function movedVertex(
  partition: Partition,
  id: number,
  vertex: number,
  place: LonLat,
  now: (edge: PlanEdge) => PlanEdge,
  changed: Map<number, PlanEdge>,
): Sketch | null {
  const known = partition.edges.get(id);
  if (!known) return refuse('UNKNOWN_EDGE');
  const edge = now(known);
  if (vertex < 1 || vertex > edge.points.length - 2) return refuse('NOT_A_VERTEX');
  if (samePlace(edge.points[vertex], place)) return refuse('NOTHING_CHANGES', place);
  const points = [...edge.points];
  points[vertex] = place;
  changed.set(id, { ...edge, points });
  return null;
}

const sidesOf = ({ left, right }: PlanEdge) => [left, right].filter((side) => side !== '');

/** Adds a vertex to a segment of an edge. */
export function addVertex(partition: Partition, edgeId: number, segment: number, at: LonLat): Sketch {
  const edge = partition.edges.get(edgeId);
  if (!edge) return refuse('UNKNOWN_EDGE');
  if (segment < 0 || segment > edge.points.length - 2) return refuse('NOT_A_VERTEX');
  const points = [...edge.points];
  points.splice(segment + 1, 0, rounded(at));
  return redrawn(partition, edge, points, at);
}

/** Removes a vertex between the ends of an edge. */
export function removeVertex(partition: Partition, edgeId: number, vertex: number): Sketch {
  const edge = partition.edges.get(edgeId);
  if (!edge) return refuse('UNKNOWN_EDGE');
  if (vertex < 1 || vertex > edge.points.length - 2) return refuse('NOT_A_VERTEX');
  return redrawn(
    partition,
    edge,
    edge.points.filter((_, i) => i !== vertex),
    edge.points[vertex] ?? null,
  );
}

/** Draws an edge anew between its two nodes. */
export function redrawEdge(partition: Partition, edgeId: number, line: readonly LonLat[]): Sketch {
  const edge = partition.edges.get(edgeId);
  if (!edge) return refuse('UNKNOWN_EDGE');
  if (line.length < 2) return refuse('NOT_A_LINE');
  const points = line.map(rounded);
  points[0] = edge.points[0] as LonLat;
  points[points.length - 1] = edge.points[edge.points.length - 1] as LonLat;
  return redrawn(partition, edge, points, null);
}

/** Locks an edge or frees it. */
export function lockEdge(partition: Partition, edgeId: number, locked: boolean): Sketch {
  const edge = partition.edges.get(edgeId);
  if (!edge) return refuse('UNKNOWN_EDGE');
  if (edge.locked === locked) return refuse('NOTHING_CHANGES');
  return { change: { ...NO_CHANGE, edges: [{ ...edge, locked }] } };
}

/** Merges leaves that adjoin and have one parent: the borders between them go. */
export function mergeLeaves(
  partition: Partition,
  codes: readonly string[],
  into: { readonly code: string; readonly name: string; readonly kind: components['schemas']['GridKind'] },
): Sketch {
  const grids = codes.flatMap((code) => partition.grids.get(code) ?? []);
  const [first] = grids;
  if (!first || grids.length !== codes.length) return refuse('UNKNOWN_GRID', null, codes);
  if (grids.length < 2 || grids.some(({ parentCode }) => parentCode !== first.parentCode))
    return refuse('NOT_SIBLINGS', null, codes);
  if (!connected(partition, codes)) return refuse('NOT_ADJACENT', null, codes);
  const merged = new Set(codes);
  const removedEdges: number[] = [];
  const edges: PlanEdge[] = [];
  for (const edge of new Set(codes.flatMap((code) => partition.edgesOf(code)))) {
    if (merged.has(edge.left) && merged.has(edge.right)) {
      if (edge.locked) return refuse('LOCKED', edge.points[0] ?? null, codes);
      removedEdges.push(edge.id);
    } else {
      edges.push({
        ...edge,
        left: merged.has(edge.left) ? into.code : edge.left,
        right: merged.has(edge.right) ? into.code : edge.right,
      });
    }
  }
  return {
    change: {
      ...NO_CHANGE,
      removedEdges,
      edges,
      removedGrids: codes.filter((code) => code !== into.code),
      grids: [{ ...first, ...into }],
    },
  };
}

/** Whether leaves hang together over common borders. */
function connected(partition: Partition, codes: readonly string[]): boolean {
  const left = new Set(codes.slice(1));
  const queue = [codes[0] as string];
  for (const code of queue) {
    for (const edge of partition.edgesOf(code)) {
      const other = edge.left === code ? edge.right : edge.left;
      if (left.delete(other)) queue.push(other);
    }
  }
  return left.size === 0;
}

function redrawn(
  partition: Partition,
  edge: PlanEdge,
  points: readonly LonLat[],
  place: LonLat | null,
): Sketch {
  const same =
    points.length === edge.points.length && points.every((point, i) => samePlace(point, edge.points[i]));
  if (same) return refuse('NOTHING_CHANGES', place);
  return checked(partition, { ...NO_CHANGE, edges: [{ ...edge, points }] }, place);
}

/** Looks whether changed edges may lie as they do; only their changed segments are compared with what is near. */
function checked(
  partition: Partition,
  change: PartitionChange,
  place: LonLat | null,
  sliding: ReadonlySet<number> = new Set(),
): Sketch {
  const changed = new Map(change.edges.map((edge) => [edge.id, edge]));
  for (const edge of change.edges) {
    if (edge.locked) return refuse('LOCKED', place, sidesOf(edge));
    if (isOuter(edge) && !sliding.has(edge.id)) return refuse('OUTLINE_FIXED', place, sidesOf(edge));
  }
  for (const edge of change.edges) {
    const old = partition.edges.get(edge.id);
    const fault =
      crossings(partition, edge, old, changed) ?? (old ? swallowed(partition, edge, old, change) : null);
    if (fault) return fault;
  }
  for (const edge of change.edges) {
    const old = partition.edges.get(edge.id);
    // A small ring can be turned inside out without crossing anything.
    const turned =
      old && edge.from === edge.to && partition.measureOf(old).area * partition.measureOf(edge).area <= 0;
    if (turned) return refuse('NODE_SWALLOWED', place, [edge.left, edge.right]);
    for (const node of new Set([edge.from, edge.to])) {
      if (turnOrder(partition.edgesAt(node), node) !== turnOrder(replaced(partition, node, changed), node)) {
        return refuse('BORDER_CROSSED', partition.nodes.get(node) ?? place, [edge.left, edge.right]);
      }
    }
  }
  return { change };
}

/** Segments that an edge has and its former self had not, as a range of indexes. */
export function changedRange(edge: PlanEdge, old: PlanEdge | undefined): [first: number, last: number] {
  const { points } = edge;
  if (!old) return [0, points.length - 2];
  const most = Math.min(points.length, old.points.length);
  let head = 0;
  while (head < most && samePlace(points[head], old.points[head])) head++;
  let tail = 0;
  while (
    tail < most - head &&
    samePlace(points[points.length - 1 - tail], old.points[old.points.length - 1 - tail])
  ) {
    tail++;
  }
  return [Math.max(0, head - 1), Math.min(points.length - 2, points.length - 1 - tail)];
}

function crossings(
  partition: Partition,
  edge: PlanEdge,
  old: PlanEdge | undefined,
  changed: ReadonlyMap<number, PlanEdge>,
): Sketch | null {
  const [first, last] = changedRange(edge, old);
  for (let i = first; i <= last; i++) {
    const a = edge.points[i] as LonLat;
    const b = edge.points[i + 1] as LonLat;
    if (samePlace(a, b)) return refuse('SELF_INTERSECTION', a, [edge.left, edge.right]);
    const west = Math.min(a[0], b[0]);
    const east = Math.max(a[0], b[0]);
    const south = Math.min(a[1], b[1]);
    const north = Math.max(a[1], b[1]);
    for (const each of partition.edges.values()) {
      const other = changed.get(each.id) ?? each;
      const box = partition.measureOf(other);
      if (box.west > east || box.east < west || box.south > north || box.north < south) continue;
      for (let j = 0; j < other.points.length - 1; j++) {
        if (other.id === edge.id && j === i) continue;
        const c = other.points[j] as LonLat;
        const d = other.points[j + 1] as LonLat;
        const how = meeting(a, b, c, d);
        if (how === 'NONE' || (how === 'TOUCH' && mayTouch(edge, i, other, j))) continue;
        const at = meetingPlace(a, b, c, d);
        if (other.id === edge.id) return refuse('SELF_INTERSECTION', at, [edge.left, edge.right]);
        const sides = [...new Set([other.left, other.right])].filter((side) => side !== '');
        return refuse(
          other.left === '' || other.right === '' ? 'OUTSIDE_PARENT' : 'BORDER_CROSSED',
          at,
          sides,
        );
      }
    }
  }
  return null;
}

/** Segments may touch where they follow each other in one edge, and in a node that both edges end at. */
function mayTouch(edge: PlanEdge, i: number, other: PlanEdge, j: number): boolean {
  const ends = (e: PlanEdge, k: number): [number | string, number | string] => [
    k === 0 ? e.from : `${String(e.id)}/${String(k)}`,
    k + 1 === e.points.length - 1 ? e.to : `${String(e.id)}/${String(k + 1)}`,
  ];
  const mine = ends(edge, i);
  const theirs = ends(other, j);
  const shared = mine.filter((end) => theirs.includes(end));
  return shared.length === 1 || (shared.length === 2 && edge.id !== other.id);
}

/**
 * A node that is on the other side of the border afterwards, although no segments cross, was passed over by the move.
 */
function swallowed(
  partition: Partition,
  edge: PlanEdge,
  old: PlanEdge,
  change: PartitionChange,
): Sketch | null {
  const [first, last] = changedRange(edge, old);
  const [oldFirst, oldLast] = changedRange(old, edge);
  const ring = [...edge.points.slice(first, last + 2), ...old.points.slice(oldFirst, oldLast + 2).reverse()];
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  const box = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] as const;
  const moved = new Set(change.nodes.map(({ id }) => id));
  for (const [id, at] of partition.nodes) {
    if (at[0] < box[0] || at[0] > box[2] || at[1] < box[1] || at[1] > box[3]) continue;
    if (id === edge.from || id === edge.to || moved.has(id)) continue;
    if (ringHolds(ring, at)) return refuse('NODE_SWALLOWED', at, [edge.left, edge.right]);
  }
  return null;
}

function replaced(partition: Partition, node: number, changed: ReadonlyMap<number, PlanEdge>): PlanEdge[] {
  return partition.edgesAt(node).map((edge) => changed.get(edge.id) ?? edge);
}

/** The edges around a node counter-clockwise, beginning with the lowest number. */
function turnOrder(edges: readonly PlanEdge[], node: number): string {
  const arms: { name: string; angle: number }[] = [];
  for (const { id, from, to, points } of edges) {
    if (from === node) arms.push({ name: `${String(id)}+`, angle: bearing(points[0], points[1]) });
    if (to === node) {
      const n = points.length;
      arms.push({ name: `${String(id)}-`, angle: bearing(points[n - 1], points[n - 2]) });
    }
  }
  arms.sort((a, b) => a.angle - b.angle);
  const names = arms.map(({ name }) => name);
  const start = names.indexOf([...names].sort()[0] ?? '');
  return [...names.slice(start), ...names.slice(0, start)].join(' ');
}
