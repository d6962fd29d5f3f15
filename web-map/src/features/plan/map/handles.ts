import type { Operation } from '../api';
import type { LonLat } from '../../../geo/lonLat';
import { type Partition, type PlanEdge, rounded } from '../../../geo/partition';
import { addVertex, moveNode, moveVertex, type Sketch } from '../../../geo/sketch';
import { isMovable, type PickedPoint, pointOf } from '../state/picks';
import type { PlanSelection } from '../state/plan';
import type { View } from '../../../map/edit/snapping';

/** Something of a border that can be taken hold of. */
export interface Handle {
  readonly key: string;
  readonly kind: 'node' | 'vertex' | 'middle';
  readonly place: LonLat;
  readonly x: number;
  readonly y: number;
  readonly edge: number;
  /** Index of the vertex, or of the segment that gets one. */
  readonly index: number;
  readonly node: number | null;
  /** On a locked border, or a vertex on the outline of the plan: it cannot be moved. */
  readonly fixed: boolean;
}

/** Handles shown at a time; a finger has no use for more. */
const MOST = 160;
/** Pixels between two vertices of which both have a handle. */
const APART = 13;
/** A segment shorter than this has no handle in its middle. */
const SEGMENT = 44;

export function isFixed(partition: Partition, edge: PlanEdge): boolean {
  return edge.locked || edge.left === '' || edge.right === '' || !partition.edges.has(edge.id);
}

/** The edges whose handles are shown. */
export function edgesInHand(partition: Partition, selection: PlanSelection | null): PlanEdge[] {
  if (!selection) return [];
  if (selection.kind === 'edge') {
    const edge = partition.edges.get(selection.id);
    return edge ? [edge] : [];
  }
  if (selection.codes.length !== 1) return [];
  return partition.outlineOf(selection.codes[0] ?? '');
}

/** Handles of the selected borders and of picked points in the picture, in the order in which Tab walks them. */
export function handlesOf(
  partition: Partition,
  selection: PlanSelection | null,
  view: View,
  size: { readonly width: number; readonly height: number },
  picked: readonly PickedPoint[] = [],
): Handle[] {
  const handles: Handle[] = [];
  const nodes = new Set<number>();
  const seen = ([x, y]: readonly [number, number]) =>
    x > -30 && y > -30 && x < size.width + 30 && y < size.height + 30;
  for (const edge of edgesInHand(partition, selection)) {
    const fixed = isFixed(partition, edge);
    const last = edge.points.length - 1;
    let previous: { x: number; y: number; place: LonLat } | null = null;
    edge.points.forEach((place, i) => {
      if (handles.length >= MOST) return;
      const pixel = view.project(place);
      if (!pixel) {
        previous = null;
        return;
      }
      const [x, y] = pixel;
      const node = i === 0 ? edge.from : i === last ? edge.to : null;
      const gap = previous ? Math.hypot(x - previous.x, y - previous.y) : Infinity;
      if (previous && gap > SEGMENT && !fixed) {
        const middle: LonLat = [(previous.place[0] + place[0]) / 2, (previous.place[1] + place[1]) / 2];
        const at = view.project(middle);
        if (at && seen(at))
          handles.push({
            key: `m${String(edge.id)}/${String(i - 1)}`,
            kind: 'middle',
            place: middle,
            x: at[0],
            y: at[1],
            edge: edge.id,
            index: i - 1,
            node: null,
            fixed,
          });
      }
      previous = { x, y, place };
      if (!seen(pixel)) return;
      if (node !== null) {
        if (nodes.has(node)) return;
        nodes.add(node);
        const point = pointOf(partition, edge.id, i);
        const stuck = point === null || !isMovable(partition, point);
        handles.push({
          key: `n${String(node)}`,
          kind: 'node',
          place,
          x,
          y,
          edge: edge.id,
          index: i,
          node,
          fixed: stuck,
        });
      } else if (
        gap >= APART ||
        !handles.some((each) => Math.hypot(each.x - x, each.y - y) < APART && each.kind !== 'middle')
      ) {
        handles.push({
          key: `v${String(edge.id)}/${String(i)}`,
          kind: 'vertex',
          place,
          x,
          y,
          edge: edge.id,
          index: i,
          node: null,
          fixed,
        });
      }
    });
  }
  const known = new Set(handles.map(({ key }) => key));
  for (const { key, node, edge, index, place } of picked) {
    const pixel = view.project(place);
    if (known.has(key) || handles.length >= MOST || !pixel || !seen(pixel)) continue;
    const kind = node === null ? 'vertex' : 'node';
    handles.push({ key, kind, place, x: pixel[0], y: pixel[1], edge, index, node, fixed: false });
  }
  return handles;
}

/** The step that puts a handle somewhere. */
export function moveOf(handle: Handle, to: LonLat): Operation {
  const place = rounded(to);
  if (handle.node !== null) return { type: 'moveNode', node: handle.node, to: place };
  if (handle.kind === 'vertex')
    return { type: 'moveVertex', edge: handle.edge, vertex: handle.index, to: place };
  return { type: 'addVertex', edge: handle.edge, segment: handle.index, at: place };
}

/** What that step would draw. */
export function sketchMove(partition: Partition, handle: Handle, to: LonLat): Sketch {
  if (handle.node !== null) return moveNode(partition, handle.node, to);
  if (handle.kind === 'vertex') return moveVertex(partition, handle.edge, handle.index, to);
  return addVertex(partition, handle.edge, handle.index, to);
}
