import { plan } from '../../plan/face';
import { codeTail } from '../../../geo/gridCode';
import type { Pinned, PlanComment } from '../api';

/** What a grid of the open plan is called: its name, or the end of its code. */
export const gridName = (code: string): string => plan.partition?.grids.get(code)?.name || codeTail(code);

/** Whether the grid of a comment is gone from the plan as it is drawn now. */
export const isGone = ({ grid }: Pick<Pinned, 'grid'>): boolean =>
  grid !== null && plan.partition !== null && !plan.partition.grids.has(grid);

/** The leaf grid that lies now where the grid of a comment was; `null` where nobody knows. */
export function gridNow({ gridNow: code }: PlanComment): string | null {
  return code !== null && plan.partition?.grids.has(code) === true ? code : null;
}

/** The grid that is chosen alone on the map, about which something may be said. */
export function chosenGrid(): string | null {
  const { selection } = plan;
  return selection?.kind === 'grids' && selection.codes.length === 1 ? (selection.codes[0] ?? null) : null;
}
