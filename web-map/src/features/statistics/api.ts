import { ask } from '../../api/http';
import type { Fixed, Schemas } from '../../api/model';

/**
 * A count that is not told where it would point at single people; `rounded`: told in tens, because the border of the
 * grid was moved.
 */
export type Amount = Fixed<
  Pick<Schemas['MeasureValue'], 'value' | 'suppressed'> & Partial<Pick<Schemas['MeasureValue'], 'rounded'>>
>;

export type AggregateMap = Fixed<Schemas['MeasureValues']>;

export type GridAggregates = Fixed<Schemas['GridValues']>;

export const getAggregateMap = (level: number, measure: string, at?: string, signal?: AbortSignal) =>
  ask<AggregateMap>('GET', '/api/aggregates', { query: { level, measure, at }, signal });

export const getGridAggregates = (gridId: number, signal?: AbortSignal) =>
  ask<GridAggregates>('GET', '/api/grids/{id}/aggregates', { path: { id: gridId }, signal });
