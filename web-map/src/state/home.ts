import type { Division, Overview } from '../api/model';

/** The level at which grids are looked at first, 1 = the village. */
export const USUAL_LEVEL = 2;

/** A level of this town: one that it does not have gives way to the finest. */
export function levelOf({ levels }: Overview, wanted: number): number {
  const known = levels.map(({ level }) => level);
  return known.length === 0 || known.includes(wanted) ? wanted : Math.max(...known);
}

/**
 * The viewer's own area: its division in force, else the draft that he is to plan.
 *
 * @param codes of the grids in which the viewer has a role
 */
export function ownDivision(divisions: readonly Division[], codes: readonly string[]): Division | undefined {
  const own = divisions.filter(({ rootCode }) => codes.some((code) => code.startsWith(rootCode)));
  return own.find(({ shown }) => shown) ?? own[0];
}

/**
 * Where the first view goes: the village of the viewer's own grids, else the one with most houses. Villages lie
 * kilometres apart, and a picture of all of them shows none.
 *
 * @param codes of the grids in which the viewer has a role
 * @param division that the viewer chose, if one was
 */
export function homeOf(
  overview: Overview,
  codes: readonly string[],
  division: number | null = null,
): Overview['bounds'] {
  const chosen = overview.divisions.find(({ id }) => id === division)?.bounds;
  if (chosen) return chosen;
  const placed = overview.divisions.filter(({ bounds }) => bounds);
  const largest = placed.filter(({ shown }) => shown).sort((a, b) => b.houses - a.houses)[0];
  const own = ownDivision(placed, codes);
  return (own ?? largest)?.bounds ?? overview.bounds;
}
