import { ask } from '../../api/http';
import type { Norm } from '../../geo/band';

/** A count that is not told where it would point at single people. */
export interface Amount {
  readonly value: number | null;
  readonly suppressed: boolean;
  /** Whether it is told in tens, because the border of the grid was moved. */
  readonly rounded?: boolean;
}

export interface AggregateMap {
  readonly revision: number;
  readonly measure: string;
  readonly grids: readonly (Amount & { id: number; code: string; name: string; norm: Norm | null })[];
}

export interface GridAggregates {
  readonly values: readonly (Amount & { measure: string })[];
}

export const getAggregateMap = (level: number, measure: string, at?: string, signal?: AbortSignal) =>
  ask<AggregateMap>('GET', '/api/aggregates', { query: { level, measure, at }, signal });

export const getGridAggregates = (gridId: number, signal?: AbortSignal) =>
  ask<GridAggregates>('GET', '/api/grids/{id}/aggregates', { path: { id: gridId }, signal });
