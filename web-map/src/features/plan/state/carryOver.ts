import { shallowReactive } from 'vue';
import { newKey } from '../../../api/http';
import { fly } from '../../../state/flight';
import { onForget } from '../../../state/memory';
import { type CarriedOver, carryOver, type LeftOver, type PlanSummary } from '../api';
import { plan, reload } from './plan';

/** What became of the plan that was carried over last. */
export const carried = shallowReactive({
  plan: null as number | null,
  result: null as CarriedOver | null,
  /** Plan and entry of those whose result was put away. */
  read: new Set<string>() as ReadonlySet<string>,
});

/** Does the steps of a plan again on the division that overtook it. */
export async function carry(summary: PlanSummary): Promise<void> {
  const result = await carryOver(summary, newKey());
  carried.plan = summary.id;
  carried.result = result;
  await reload();
}

/** Shows a step that did not fit as a step that somebody else's met: where it is, and both versions. */
export function showLeftOver({ place, yours, theirs, grids }: LeftOver): void {
  plan.conflict = {
    kind: 'apply',
    operation: null,
    yours: { edges: yours },
    theirs: { edges: theirs, grids, account: '', at: null },
  };
  if (place) fly({ to: 'place', place, rangeMetres: 500 });
}

/** Puts the result of carrying over away; the plan's history still has it. */
export function putAway(planId: number, seq: number): void {
  carried.read = new Set([...carried.read, `${String(planId)}/${String(seq)}`]);
  carried.plan = null;
  carried.result = null;
}

onForget(() => {
  carried.plan = null;
  carried.result = null;
  carried.read = new Set();
});
