import type { Descent } from './api';

/**
 * The steps of a lineage that concern a code: what led to it, and what came of it. Land that neighbours passed to each
 * other on the way is no part of its own story.
 *
 * @param descents oldest first
 */
export function lineageOf(code: string, descents: readonly Descent[]): Descent[] {
  const before = new Set([code]);
  const after = new Set([code]);
  const own = new Set<Descent>();
  for (const step of [...descents].reverse()) {
    if (!before.has(step.to)) continue;
    before.add(step.from);
    own.add(step);
  }
  for (const step of descents) {
    if (!after.has(step.from)) continue;
    after.add(step.to);
    own.add(step);
  }
  return descents.filter((step) => own.has(step));
}
