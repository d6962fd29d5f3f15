import { type Band, bandOf, type Norm } from '../../../geo/band';
import type { PlanGrid } from '../../../geo/partition';

/** Columns of numbers, in their order. */
export const NUMBERS = [
  'residents',
  'households',
  'houses',
  'workload',
  'compactness',
  'areaSquareMetres',
  'residentsChange',
  'areaChange',
] as const;
export type NumberColumn = (typeof NUMBERS)[number];
export const COLUMNS = ['code', 'name', 'kind', ...NUMBERS] as const;
export type Column = (typeof COLUMNS)[number];
/** What only a plan has: its work is weighed, and it is held against the division that it began from. */
const OF_PLANS: readonly Column[] = ['workload', 'residentsChange', 'areaChange'];
export const COLUMNS_IN_FORCE = COLUMNS.filter((column) => !OF_PLANS.includes(column));
/** Columns that differ to both sides of nothing. */
export const CHANGES: readonly NumberColumn[] = ['residentsChange', 'areaChange'];

/** What is counted of a grid; `null` where it is not told. */
export interface Counted {
  readonly residents: number | null;
  readonly households: number | null;
  readonly houses: number | null;
  readonly workload: number | null;
  readonly compactness: number;
  readonly areaSquareMetres: number;
}

/** One grid of the plan, or of the division in force. */
export interface Row {
  readonly grid: Omit<PlanGrid, 'parentCode'>;
  /** `null` where a number is not told, or there is none. */
  readonly values: Readonly<Record<NumberColumn, number | null>>;
  /** Whether the division that the plan began from has no such grid. */
  readonly isNew: boolean;
  /** Numbers of which nothing is recorded in the whole area. */
  readonly unrecorded: readonly NumberColumn[];
  /** Numbers that are told in tens. */
  readonly rounded: readonly NumberColumn[];
  readonly norm: Norm | null;
  readonly band: Band | null;
}

/** Areas that differ by less are the same: borders are kept in whole nanodegrees. */
const SAME_SQUARE_METRES = 0.5;

/** @param before the same grid in the division that the plan began from; `undefined` while that is not known */
export function rowOf(
  grid: Row['grid'],
  now: Counted & { readonly size: number | null },
  before: Counted | null | undefined,
  norm: Norm | null,
  { unrecorded, rounded }: Pick<Row, 'unrecorded' | 'rounded'> = { unrecorded: [], rounded: [] },
): Row {
  const known = (column: 'residents' | 'households', count: number | null) =>
    unrecorded.includes(column) ? null : count;
  const difference = (a: number | null, b: number | null | undefined, same: number) => {
    if (a === null || b === null || b === undefined) return null;
    return Math.abs(a - b) < same ? 0 : a - b;
  };
  return {
    grid,
    values: {
      residents: known('residents', now.residents),
      households: known('households', now.households),
      houses: now.houses,
      workload: now.workload,
      compactness: now.compactness,
      areaSquareMetres: now.areaSquareMetres,
      residentsChange: difference(known('residents', now.residents), before?.residents, 0.5),
      areaChange: difference(now.areaSquareMetres, before?.areaSquareMetres, SAME_SQUARE_METRES),
    },
    isNew: before === null,
    unrecorded,
    rounded,
    norm,
    band: norm && now.size !== null ? bandOf(now.size, norm) : null,
  };
}

export type Span = readonly [least: number, most: number];

/** What of the table is wanted, and in which order. */
export interface Wish {
  readonly text: string;
  /** Grids of this level; `leaf` for the finest of any level, `all` for all. */
  readonly level: number | 'leaf' | 'all';
  readonly outside: boolean;
  readonly changed: boolean;
  readonly spans: Readonly<Partial<Record<NumberColumn, Span | undefined>>>;
}

export interface Order {
  readonly column: Column;
  readonly down: boolean;
}

/** Whether a row is wanted. */
export function isWanted({ grid, values, band, isNew }: Row, wish: Wish): boolean {
  if (wish.level === 'leaf' ? !grid.leaf : wish.level !== 'all' && grid.level !== wish.level) return false;
  if (wish.outside && (band === null || band === 0)) return false;
  if (wish.changed && !isNew && !CHANGES.some((column) => values[column] !== null && values[column] !== 0))
    return false;
  for (const [column, span] of Object.entries(wish.spans)) {
    if (!span) continue;
    const value = values[column as NumberColumn];
    // What is not told lies in no span: a filter must not tell it.
    if (value === null || value < span[0] || value > span[1]) return false;
  }
  const words = wish.text.toLowerCase().split(/\s+/u).filter(Boolean);
  const line = `${grid.code} ${grid.name}`.toLowerCase();
  return words.every((word) => line.includes(word));
}

const byText = new Intl.Collator('zh-CN', { numeric: true });

/** Rows in the order of a column; what is not told stands at the end, whichever way. */
export function inOrder(rows: readonly Row[], { column, down }: Order): Row[] {
  const sign = down ? -1 : 1;
  const byCode = (a: Row, b: Row) => (a.grid.code < b.grid.code ? -1 : a.grid.code > b.grid.code ? 1 : 0);
  const compare = (a: Row, b: Row): number => {
    if (column === 'code') return sign * byCode(a, b);
    if (column === 'name') return sign * byText.compare(a.grid.name, b.grid.name);
    if (column === 'kind')
      return sign * (a.grid.level - b.grid.level || byText.compare(a.grid.kind, b.grid.kind));
    const [x, y] = [a.values[column], b.values[column]];
    if (x === null || y === null) return (x === null ? 1 : 0) - (y === null ? 1 : 0);
    return sign * (x - y);
  };
  return [...rows].sort((a, b) => compare(a, b) || byCode(a, b));
}

/** The rows from one to another, in the order in which they are shown. */
export function between(rows: readonly Row[], from: string, to: string): string[] {
  const codes = rows.map(({ grid }) => grid.code);
  const [a, b] = [codes.indexOf(from), codes.indexOf(to)];
  if (b < 0) return [];
  return a < 0 ? [to] : codes.slice(Math.min(a, b), Math.max(a, b) + 1);
}
