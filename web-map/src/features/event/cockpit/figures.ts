import type { EventNumbers, GridCount } from '../api';

/** What can hold open events, as the numbers name it. */
export type Holder = 'byStep' | 'byCategory' | 'byGrid' | 'byDepartment';
export const HOLDERS = [
  'byCategory',
  'byStep',
  'byGrid',
  'byDepartment',
] as const satisfies readonly Holder[];

/** One part of a whole, the largest first. */
export interface ParetoPart {
  /** `null` for all that are too small to be shown by themselves. */
  readonly key: string | null;
  readonly count: number;
  /** Of the whole, 0 to 1. */
  readonly share: number;
  /** The share of this part and all before it. */
  readonly cumulated: number;
}

/**
 * Puts parts in the order of a Pareto chart. Their counts add up to the whole, however many are shown.
 *
 * @param most parts that are shown by themselves
 */
export function paretoOf(
  counts: readonly { readonly key: string; readonly count: number }[],
  most: number,
): ParetoPart[] {
  const sorted = [...counts].sort((a, b) => b.count - a.count || a.key.localeCompare(b.key));
  // A rest of one is shown by its name.
  const shown = sorted.length > most + 1 ? sorted.slice(0, most) : sorted;
  const rest = sorted.slice(shown.length).reduce((sum, { count }) => sum + count, 0);
  const whole = sorted.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  return [...shown, ...(rest > 0 ? [{ key: null, count: rest }] : [])].map(({ key, count }) => {
    before += count;
    return { key, count, share: whole && count / whole, cumulated: whole && before / whole };
  });
}

/** What grids are compared by. */
export const MEASURES = ['open', 'supervised', 'overdue', 'closed', 'rate'] as const;
export type Measure = (typeof MEASURES)[number];

/** The share of events that are closed, 0 to 1; `null` where there are none. */
export function rateOf({ open, closed }: Pick<GridCount, 'open' | 'closed'>): number | null {
  return open + closed === 0 ? null : closed / (open + closed);
}

/** The value of a grid; `null` where there is nothing to divide. */
export function valueOf(count: GridCount, measure: Measure): number | null {
  return measure === 'rate' ? rateOf(count) : count[measure];
}

/** Grids side by side: most first, and those without a value last. */
export function compared(counts: readonly GridCount[], measure: Measure): GridCount[] {
  const of = (count: GridCount) => valueOf(count, measure) ?? -1;
  return [...counts].sort((a, b) => of(b) - of(a) || a.gridName.localeCompare(b.gridName, 'zh'));
}

/** A grid on the way down to the one that is counted. */
export interface Crumb {
  /** What the filter has to be narrowed to; `null` for all of the viewer's grids. */
  readonly grid: number | null;
  /** Empty for all of them together. */
  readonly name: string;
}

/**
 * The way from all of the viewer's grids down to the one that is counted. Where one grid holds all the others it stands
 * for all.
 *
 * @param chosen the grid in the filter
 */
export function crumbsOf(
  { path, grid }: Pick<EventNumbers, 'path' | 'grid'>,
  chosen: number | null,
): Crumb[] {
  const way = [...path, ...(grid ? [grid] : [])].map(({ gridId, gridName }) => ({
    grid: gridId as number | null,
    name: gridName,
  }));
  const [first, ...below] = way;
  if (!first) return [{ grid: null, name: '' }];
  // Nothing was chosen, and yet one grid is counted: it is the one that holds all.
  if (chosen === null) return [{ ...first, grid: null }, ...below];
  return [{ grid: null, name: '' }, ...way];
}
