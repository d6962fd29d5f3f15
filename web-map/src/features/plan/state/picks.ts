import type { Operation } from '../api';
import type { LonLat } from '../../../geo/lonLat';
import { isOuter, slidePlace } from '../../../geo/outlineSlide';
import { type Partition, rounded, samePlace } from '../../../geo/partition';

/** A node, or a vertex between the ends of an edge. */
export interface PickedPoint {
  /** As its handle is called. */
  readonly key: string;
  readonly node: number | null;
  readonly edge: number;
  readonly index: number;
  readonly place: LonLat;
  /** Points of the edge when it was picked. */
  readonly of: number;
}

const keyOf = (node: number | null, edge: number, index: number) =>
  node === null ? `v${String(edge)}/${String(index)}` : `n${String(node)}`;

/** A point of an edge; `null` if it has none of that number. */
export function pointOf(partition: Partition, edge: number, index: number): PickedPoint | null {
  const own = partition.edges.get(edge);
  const place = own?.points[index];
  if (!own || !place) return null;
  const node = index === 0 ? own.from : index === own.points.length - 1 ? own.to : null;
  return { key: keyOf(node, edge, index), node, edge, index, place, of: own.points.length };
}

/** Whether a point may be moved: nothing locked ends there, and on the outline it can slide. */
export function isMovable(partition: Partition, { node, edge, place }: PickedPoint): boolean {
  if (node === null) {
    const own = partition.edges.get(edge);
    return own !== undefined && !own.locked && !isOuter(own);
  }
  const edges = partition.edgesAt(node);
  if (edges.some(({ locked }) => locked)) return false;
  return !edges.some(isOuter) || slidePlace(partition, node, place) !== null;
}

/** Points that may be moved, of those that a test takes; the nodes of several edges once. */
export function pointsWhere(partition: Partition, takes: (place: LonLat) => boolean): PickedPoint[] {
  const found = new Map<string, PickedPoint>();
  for (const edge of partition.edges.values()) {
    if (isOuter(edge)) continue;
    edge.points.forEach((place, index) => {
      const point = takes(place) ? pointOf(partition, edge.id, index) : null;
      if (point && !found.has(point.key) && isMovable(partition, point)) found.set(point.key, point);
    });
  }
  return [...found.values()];
}

/** Adds a point to those that are picked, or takes it away again. */
export function toggled(picked: readonly PickedPoint[], point: PickedPoint): PickedPoint[] {
  const rest = picked.filter(({ key }) => key !== point.key);
  return rest.length < picked.length ? rest : [...picked, point];
}

/**
 * Points that are still there after a step, where they are now. Of an edge that has more or fewer points than before they
 * are found again by their place.
 */
export function stillThere(partition: Partition, picked: readonly PickedPoint[]): PickedPoint[] {
  return picked.flatMap((point): PickedPoint[] => {
    if (point.node !== null) {
      const place = partition.nodes.get(point.node);
      const edge = partition.edgesAt(point.node)[0];
      if (!place || !edge) return [];
      return [
        { ...point, edge: edge.id, index: edge.from === point.node ? 0 : edge.points.length - 1, place },
      ];
    }
    const edge = partition.edges.get(point.edge);
    if (!edge) return [];
    const index =
      edge.points.length === point.of
        ? point.index
        : edge.points.findIndex((place) => samePlace(place, point.place));
    const now = index > 0 && index < edge.points.length - 1 ? pointOf(partition, edge.id, index) : null;
    return now ? [now] : [];
  });
}

/** The step that moves points by so many degrees; nodes of the outline slide as far as they can follow. */
export function shiftOf(
  partition: Partition,
  points: readonly PickedPoint[],
  [east, north]: LonLat,
): Operation {
  const operations = points.flatMap((point): Operation[] => {
    const wanted: LonLat = [point.place[0] + east, point.place[1] + north];
    const to = placeFor(partition, point.node, wanted);
    if (samePlace(to, point.place)) return [];
    return point.node === null
      ? [{ type: 'moveVertex', edge: point.edge, vertex: point.index, to }]
      : [{ type: 'moveNode', node: point.node, to }];
  });
  const [first] = operations;
  return first && operations.length === 1 ? first : { type: 'batch', operations };
}

/** Where a point may go that is wanted somewhere: a node of the outline stays on it. */
export function placeFor(partition: Partition, node: number | null, wanted: LonLat): LonLat {
  const slid = node === null ? null : slidePlace(partition, node, wanted);
  return rounded(slid ?? wanted);
}

/** The step that removes vertices; `null` if there are none among the points, for a node is no corner of one border. */
export function removalOf(partition: Partition, points: readonly PickedPoint[]): Operation | null {
  const gone = new Map<number, Set<number>>();
  for (const { node, edge, index } of points)
    if (node === null) gone.set(edge, (gone.get(edge) ?? new Set<number>()).add(index));
  const operations = [...gone].flatMap(([edge, indexes]): Operation[] => {
    const [only] = indexes;
    if (only !== undefined && indexes.size === 1) return [{ type: 'removeVertex', edge, vertex: only }];
    const line = partition.edges.get(edge)?.points.filter((_, i) => !indexes.has(i)) ?? [];
    return line.length > 1 ? [{ type: 'redrawEdge', edge, line }] : [];
  });
  const [first] = operations;
  if (!first) return null;
  return operations.length === 1 ? first : { type: 'batch', operations };
}
