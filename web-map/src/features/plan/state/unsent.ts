import { outbox } from './outbox';

/** Whether a plan has steps that the server does not have. */
export function isUnsent(plan: number): boolean {
  return [...outbox.steps, ...outbox.left].some((step) => step.plan === plan);
}
