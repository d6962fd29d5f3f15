import type { Operation } from '../api/plans';
import { NO_CHANGE, type Partition, type PlanGrid } from '../geo/partition';
import {
  addVertex,
  lockEdge,
  mergeLeaves,
  moveNode,
  moveVertex,
  redrawEdge,
  removeVertex,
  type Sketch,
} from '../geo/sketch';

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

function regrid(partition: Partition, code: string, what: Partial<PlanGrid>): Sketch | null {
  const grid = partition.grids.get(code);
  return grid ? { change: { ...NO_CHANGE, grids: [{ ...grid, ...what }] } } : null;
}
