import type { Outcome } from './planOutcome';
import { dropLeft } from './outbox';
import { apply, plan, redo, reload, undo, undoTo } from './plan';
import { overTheirs } from './planSketch';
import type { Step } from './step';

/**
 * Does a step that was left over once more, upon the plan as it is now.
 *
 * @returns `null` if its plan is not in hand
 */
export async function doAgain(step: Step): Promise<Outcome | null> {
  await reload();
  const { partition } = plan;
  if (!partition || plan.id !== step.plan) return null;
  if (step.kind !== 'apply') {
    dropLeft(step);
    if (step.kind === 'undoTo') return undoTo(step.backTo ?? 0);
    return step.kind === 'undo' ? undo() : redo();
  }
  const yours = step.why?.kind === 'conflict' && step.edges.length === 0 ? step.why.yours : step.edges;
  const operation = step.operation && overTheirs(partition, step.operation, yours);
  if (!operation) return { kind: 'refused', refusal: { reason: 'UNKNOWN_EDGE', place: null, grids: [] } };
  dropLeft(step);
  return apply(operation, plan.version, true);
}

/** Shows both versions of a step that somebody else's met. */
export function showBoth({ why }: Step): void {
  if (why?.kind !== 'conflict') return;
  plan.conflict = {
    kind: 'apply',
    operation: null,
    yours: { edges: why.yours },
    theirs: { edges: why.theirs, grids: why.grids, account: '', at: null },
  };
}

/** Steps as a text that the API of a plan takes, one operation after the other. */
export function textOf(steps: readonly Step[]): string {
  const told = steps.map(({ plan: of, kind, operation, backTo, basedOn, at }) => ({
    plan: of,
    kind,
    operation,
    backTo,
    basedOn,
    at: new Date(at).toISOString(),
  }));
  return JSON.stringify({ steps: told }, null, 2);
}
