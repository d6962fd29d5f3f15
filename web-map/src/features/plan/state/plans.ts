import { reactive } from 'vue';
import type { CreatedPlan, PlanState, PlanSummary } from '../api';
import { onForget } from '../../../state/memory';

/** Where a plan stands, as people say it: a returned draft and one with a date to come have a word of their own. */
export const PHASES = [
  'DRAFT',
  'RETURNED',
  'SUBMITTED',
  'APPROVED',
  'COMING',
  'PUBLISHED',
  'SUPERSEDED',
  'WITHDRAWN',
] as const;
export type Phase = (typeof PHASES)[number];

/** @param now milliseconds since 1970 */
export function phaseOf(
  plan: Pick<PlanSummary, 'state' | 'decisionNote' | 'effectiveFrom'>,
  now = Date.now(),
): Phase {
  if (plan.state === 'DRAFT' && plan.decisionNote) return 'RETURNED';
  if (plan.state === 'PUBLISHED' && plan.effectiveFrom !== null && Date.parse(plan.effectiveFrom) > now)
    return 'COMING';
  return plan.state;
}

/** The steps that a plan goes through, and the one it has reached. */
export const STEPS = ['DRAFT', 'SUBMITTED', 'APPROVED', 'PUBLISHED'] as const;

export function stepsDone(state: PlanState): number {
  if (state === 'SUPERSEDED') return STEPS.length;
  return STEPS.indexOf(state as (typeof STEPS)[number]) + 1;
}

/** What making the last plan did to the outlines it was made of; told once. */
export const made = reactive<{ plan: CreatedPlan | null }>({ plan: null });

/** Plans that are withdrawn unless it is undone; the list leaves them out meanwhile. */
export const withdrawing = reactive(new Set<number>());

onForget(() => {
  withdrawing.clear();
  made.plan = null;
});
