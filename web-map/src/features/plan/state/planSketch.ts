import type { Operation } from '../api';
import { labelAt } from '../../../geo/houseTally';
import { NO_CHANGE, type Partition, type PlanEdge, type PlanGrid, rounded } from '../../../geo/partition';
import {
  addVertex,
  lockEdge,
  mergeLeaves,
  moveNode,
  moveTogether,
  moveVertex,
  type PointMove,
  redrawEdge,
  removeVertex,
  type Sketch,
} from '../../../geo/sketch';

/** Draws a step in the page, or says why it cannot be; `null` for steps that only the server can work out. */
export function sketchOf(partition: Partition, operation: Operation): Sketch | null {
  switch (operation.type) {
    case 'moveNode':
      return moveNode(partition, operation.node, operation.to);
    case 'moveVertex':
      return moveVertex(partition, operation.edge, operation.vertex, operation.to);
    case 'addVertex':
      return addVertex(partition, operation.edge, operation.segment, operation.at);
    case 'removeVertex':
      return removeVertex(partition, operation.edge, operation.vertex);
    case 'batch': {
      const moves = movesOf(operation);
      return moves && moveTogether(partition, moves);
    }
    case 'redrawEdge':
      return redrawEdge(partition, operation.edge, operation.line);
    case 'lock':
      return lockEdge(partition, operation.edge, operation.locked);
    case 'merge':
      // Higher grids and their children the server merges.
      return operation.grids.every((code) => partition.grids.get(code)?.leaf)
        ? mergeLeaves(partition, operation.grids, operation.into)
        : null;
    case 'rename':
      return regrid(partition, operation.grid, { name: operation.name });
    case 'changeKind':
      return regrid(partition, operation.grid, { kind: operation.kind });
    case 'reparent':
      return regrid(partition, operation.grid, { parentCode: operation.parent });
    default:
      return null;
  }
}

/** The moves of a batch that has nothing else in it, which the server does together; `null` for others. */
function movesOf(batch: Extract<Operation, { type: 'batch' }>): PointMove[] | null {
  const moves = batch.operations.flatMap((one) =>
    one.type === 'moveNode' || one.type === 'moveVertex' ? [one] : [],
  );
  return moves.length > 0 && moves.length === batch.operations.length ? moves : null;
}

function regrid(partition: Partition, code: string, what: Partial<PlanGrid>): Sketch | null {
  const grid = partition.grids.get(code);
  return grid ? { change: { ...NO_CHANGE, grids: [{ ...grid, ...what }] } } : null;
}

/** Edges (`e`) and grids (`g`) that a step changes or may change, as far as the page can tell. */
export function concernsOf(partition: Partition, operation: Operation): ReadonlySet<string> {
  const names = new Set<string>();
  const edges = (ids: readonly number[]) => {
    for (const id of ids) names.add(`e${String(id)}`);
  };
  const grids = (codes: readonly string[]) => {
    for (const code of codes) names.add(`g${code}`);
  };
  const land = (...codes: string[]) => {
    grids(codes);
    for (const code of codes) edges(partition.outlineOf(code).map(({ id }) => id));
  };
  const sketch = sketchOf(partition, operation);
  if (sketch && 'change' in sketch) {
    const { change } = sketch;
    edges([...change.edges.map(({ id }) => id), ...change.removedEdges]);
    grids([...change.grids.map(({ code }) => code), ...change.removedGrids]);
  }
  if ('edge' in operation) edges([operation.edge]);
  if ('openLand' in operation) land(`~${String(operation.openLand)}`);
  switch (operation.type) {
    case 'split':
      land(operation.grid);
      grids([operation.left.code, operation.right.code]);
      break;
    case 'merge':
      land(...operation.grids);
      break;
    case 'transfer':
      land(...operation.from, operation.to);
      break;
    case 'redrawBorder':
      land(operation.a, operation.b);
      break;
    case 'reshape':
      land(
        ...new Set(operation.line.map((place) => labelAt(partition, place)).filter((label) => label !== '')),
      );
      break;
    case 'recode':
      grids([operation.grid, operation.code]);
      break;
    case 'assign':
      grids([operation.to]);
      break;
    case 'batch':
      for (const each of operation.operations)
        for (const name of concernsOf(partition, each)) names.add(name);
      break;
    default:
  }
  return names;
}

/**
 * A step that met somebody else's, to be done over the other version. Vertices that it names by their number may have
 * another number there: its edges are drawn whole instead.
 *
 * @param edges as the step would have made them
 * @returns `null` where an edge is not there any more
 */
export function overTheirs(
  partition: Partition,
  operation: Operation,
  edges: readonly PlanEdge[],
): Operation | null {
  const together = operation.type === 'batch' ? movesOf(operation) : null;
  if (!together && !['moveVertex', 'addVertex', 'removeVertex'].includes(operation.type)) return operation;
  // Nodes keep their numbers.
  const redraws: Operation[] = together?.filter(({ type }) => type === 'moveNode') ?? [];
  for (const { id, from, to, left, right, points } of edges) {
    // The outline goes with the node that slides along it.
    if (together && (left === '' || right === '')) continue;
    const now = partition.edges.get(id);
    if (now?.from !== from || now.to !== to) return null;
    const ends = [now.points[0], now.points[now.points.length - 1]] as const;
    if (!ends[0] || !ends[1]) return null;
    const line = [ends[0], ...points.slice(1, -1), ends[1]].map(rounded);
    redraws.push({ type: 'redrawEdge', edge: id, line });
  }
  const [first] = redraws;
  if (!first) return null;
  return redraws.length === 1 ? first : { type: 'batch', operations: redraws };
}
