import type { DivisionInTime } from './api';
import { choices } from '../../state/choices';

/** Goes to a day or instant; `null` goes back to today. What was selected belongs to the other day. */
export function showDay(at: string | null): void {
  if (choices.at === at) return;
  Object.assign(choices, { at, selection: null, division: null });
}

type When = 'past' | 'now' | 'coming';

/** One moment at which divisions came, or will come, into force. */
interface Moment {
  /** The instant, as the server gave it. */
  readonly from: string;
  /** Each with whether it is still in force: of those that came together some may be replaced by now. */
  readonly divisions: readonly (DivisionInTime & { readonly when: When })[];
  readonly when: When;
}

function whenOf({ validFrom, validTo }: DivisionInTime, now: number): When {
  if (Date.parse(validFrom ?? '') > now) return 'coming';
  return validTo === null || Date.parse(validTo) > now ? 'now' : 'past';
}

/**
 * The moments at which something changed, the newest first. Divisions of one moment stand together: a merger puts
 * several villages in force at once.
 */
export function momentsOf(divisions: readonly DivisionInTime[], now = Date.now()): Moment[] {
  const byTime = new Map<number, DivisionInTime[]>();
  for (const division of divisions) {
    const time = Date.parse(division.validFrom ?? '');
    if (Number.isFinite(time)) byTime.set(time, [...(byTime.get(time) ?? []), division]);
  }
  return [...byTime]
    .sort(([a], [b]) => b - a)
    .map(([time, mine]) => {
      const divisions = mine.map((each) => ({ ...each, when: whenOf(each, now) }));
      const when = time > now ? 'coming' : divisions.some((each) => each.when === 'now') ? 'now' : 'past';
      return { from: mine[0]?.validFrom ?? '', divisions, when };
    });
}
