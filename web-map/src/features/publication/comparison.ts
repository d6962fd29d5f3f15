import type { ChangedLand, Comparison, DivisionInTime, GridOutline, Subject } from './api';
import type { PlanSummary, SwipeDrawing } from '../plan/face';
import { codeTail } from '../../geo/gridCode';
import { linesOf } from '../../geo/polygon';
import type { LonLat } from '../../geo/lonLat';

/** The name by which the server knows a division or plan. */
export const subjectOf = {
  division: (id: number): Subject => `${id}`,
  plan: (id: number): Subject => `plan:${id}`,
};

/**
 * What a plan is compared with at first: the division it was made of, and what it would become or has become.
 *
 * @param drafts whether the viewer may read imports that never came into force
 */
export function usualPair(
  plan: PlanSummary,
  divisions: readonly DivisionInTime[],
  drafts = true,
): [Subject, Subject] | null {
  const now = Date.now();
  const inForce = divisions.find(
    ({ rootCode, validFrom, validTo, planId }) =>
      rootCode === plan.rootCode &&
      planId !== plan.id &&
      !(Date.parse(validFrom ?? '') > now) &&
      (validTo === null || Date.parse(validTo) > now),
  );
  const settled = plan.state === 'PUBLISHED' || plan.state === 'SUPERSEDED';
  const base = settled ? plan.baseDivisionId : (inForce?.id ?? plan.baseDivisionId);
  if (!drafts && !divisions.some(({ id }) => id === base)) return null;
  return base === null || base === undefined ? null : [subjectOf.division(base), subjectOf.plan(plan.id)];
}

/** Square metres that have another grid after than before. */
export function landArea(land: readonly ChangedLand[]): number {
  return land.reduce((sum, { areaSquareMetres }) => sum + areaSquareMetres, 0);
}

/** Whether two divisions are alike in everything that is compared. */
export function isSame({ grids, houses, land }: Comparison): boolean {
  return houses.count === 0 && land.length === 0 && Object.values(grids).every((list) => list.length === 0);
}

/** Grids that changed their shape, the largest change first. */
export function byChange<T extends { areaGained: number; areaLost: number }>(reshaped: readonly T[]): T[] {
  return [...reshaped].sort((a, b) => b.areaGained + b.areaLost - a.areaGained - a.areaLost);
}

/** Both divisions as lines to be drawn, and the land between them. */
export function swipeOf(
  before: readonly GridOutline[],
  after: readonly GridOutline[],
  land: readonly ChangedLand[],
): SwipeDrawing {
  const draw = (outlines: readonly GridOutline[]) =>
    outlines.map(({ geometry, properties: { code, level } }) => ({
      code,
      level,
      lines: linesOf(geometry as { type: string; coordinates?: unknown }) as LonLat[][],
    }));
  return { before: draw(before), after: draw(after), land };
}

/** West, south, east, north of all changed land; `null` when there is none. */
export function boundsOfLand(land: readonly ChangedLand[]): [number, number, number, number] | null {
  const places = land.flatMap(({ geometry }) =>
    linesOf(geometry as { type: string; coordinates?: unknown }).flat(),
  );
  if (places.length === 0) return null;
  return places.reduce<[number, number, number, number]>(
    ([w, s, e, n], [lon, lat]) => [Math.min(w, lon), Math.min(s, lat), Math.max(e, lon), Math.max(n, lat)],
    [Infinity, Infinity, -Infinity, -Infinity],
  );
}

/** How lists call the grids: by name, with the end of the code where there is no name or another grid bears it too. */
export function namesOf(names: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const bearers = new Map<string, number>();
  for (const name of Object.values(names)) bearers.set(name, (bearers.get(name) ?? 0) + 1);
  return new Map(
    Object.entries(names).map(([code, name]): [string, string] => {
      if (name === '') return [code, codeTail(code)];
      return [code, (bearers.get(name) ?? 0) > 1 ? `${name} ${codeTail(code)}` : name];
    }),
  );
}
