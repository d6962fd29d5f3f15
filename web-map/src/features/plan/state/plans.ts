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

/** Phases of plans that nobody has to do anything about any more. */
const DONE: readonly Phase[] = ['PUBLISHED', 'SUPERSEDED', 'WITHDRAWN'];

/** What of the list is wanted: what is still to be done, everything, or one phase. */
export type Wanted = 'open' | 'all' | Phase;

/** The plans that are wanted and whose name, area or people hold every word that is looked for. */
export function listed(plans: readonly PlanSummary[], wanted: Wanted, text: string): PlanSummary[] {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  return plans.filter((plan) => {
    const phase = phaseOf(plan);
    if (wanted === 'open' ? DONE.includes(phase) : wanted !== 'all' && wanted !== phase) return false;
    const people = [plan.createdBy, plan.submittedBy, plan.decidedBy].map((person) => person?.name ?? '');
    const line = [plan.name, plan.rootName, plan.rootCode, ...people].join(' ').toLowerCase();
    return words.every((word) => line.includes(word));
  });
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
