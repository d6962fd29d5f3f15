import { ServerProblem, ServerUnreachable } from '../../../api/http';
import type { PlanEdge } from '../../../geo/partition';
import type { Operation, Position, Reason } from '../api';
import type { Outcome, StepKind } from './planOutcome';

/** Why a step that waited was not taken, without names of people. */
export type Why =
  | {
      readonly kind: 'conflict';
      readonly yours: readonly PlanEdge[];
      readonly theirs: readonly PlanEdge[];
      readonly grids: readonly string[];
    }
  | {
      readonly kind: 'refused';
      readonly reason: Reason;
      readonly place: Position | null;
      readonly grids: readonly string[];
    }
  | { readonly kind: 'failed'; readonly slug: string }
  /** It was drawn upon one that was not taken. */
  | { readonly kind: 'behind' }
  /** It was sent so long ago that the server no longer knows whether it took it. */
  | { readonly kind: 'unsure' };

/** A step on its way to the server: places, codes and names of grids, and nothing about people. */
export interface Step {
  readonly plan: number;
  readonly kind: StepKind;
  /** `null` for a step that takes back or does again. */
  readonly operation: Operation | null;
  /** The entry of the log that the plan goes back to, for a step that does. */
  readonly backTo: number | null;
  /** The same however often it is sent. */
  readonly key: string;
  /** Edges and grids that it concerns; `null` where the page does not know. */
  readonly concerns: readonly string[] | null;
  /** Its edges as the page drew them; empty where only the server can work them out. */
  readonly edges: readonly PlanEdge[];
  /** The version that the page showed when the step was begun, or a later one that own steps led to. */
  readonly basedOn: number;
  /** Later versions that own steps led to before this one was drawn, with somebody else's between. */
  readonly upon: readonly number[];
  /** When it was done, in milliseconds since 1970; steps are sent in this order. */
  readonly at: number;
  /** When it was sent without an answer so far. */
  readonly sent: number | null;
  /** The page that sends it. */
  readonly page: string;
  /** Why it was not taken and waits for its planner; `null` while it is on its way. */
  readonly why: Why | null;
}

/**
 * Milliseconds for which a step is sent again by itself after silence. The server keeps its answers for two days if
 * nothing else is set, and a step must not be done twice.
 */
export const ANSWERS_KEPT = 24 * 60 * 60 * 1000;

/** Whether a step may have been taken without anybody being able to tell. */
export function isUnsure({ sent }: Step, now: number): boolean {
  return sent !== null && now - sent > ANSWERS_KEPT;
}

/** Whether nobody answered, or only that it is too much just now: the step waits. */
export function isAway(error: unknown): boolean {
  return (
    error instanceof ServerUnreachable ||
    (error instanceof ServerProblem && [429, 503].includes(error.status))
  );
}

/** Whether a refusal is about the plan and not about the step: none of its steps will be taken then. */
export function closesPlan(outcome: Outcome): boolean {
  if (outcome.kind !== 'failed' || !(outcome.error instanceof ServerProblem)) return false;
  const { status, slug } = outcome.error;
  return [403, 404].includes(status) || ['plan-not-editable', 'plan-damaged'].includes(slug);
}

/** Whether there was only nothing to take back. */
export function wasNothing(outcome: Outcome): boolean {
  return (
    outcome.kind === 'failed' &&
    outcome.error instanceof ServerProblem &&
    outcome.error.slug.startsWith('nothing-to-')
  );
}

/** What is kept of an outcome that is not `done`. */
export function whyOf(outcome: Exclude<Outcome, { kind: 'done' }>): Why {
  switch (outcome.kind) {
    case 'conflict': {
      const { yours, theirs } = outcome.conflict;
      return { kind: 'conflict', yours: yours.edges, theirs: theirs.edges, grids: theirs.grids };
    }
    case 'refused':
      return { kind: 'refused', ...outcome.refusal };
    case 'failed': {
      const { error } = outcome;
      const slug = error instanceof ServerProblem ? error.slug || String(error.status) : '';
      return { kind: 'failed', slug };
    }
  }
}

/**
 * A refused step and those that were drawn upon it: a vertex that they name by its number may be another one now. What
 * was to be taken back is not known any more either.
 */
export function withFollowers(steps: readonly Step[], refused: Step): Step[] {
  const lost = new Set(refused.concerns);
  const gone = [refused];
  for (const each of steps) {
    if (each === refused || each.plan !== refused.plan) continue;
    if (each.concerns?.every((name) => !lost.has(name))) continue;
    gone.push(each);
    for (const name of each.concerns ?? []) lost.add(name);
  }
  return gone;
}

/** Whether somebody's own sentence is part of a step: that is no geometry, and stays off the device. */
export function hasSentence(operation: Operation | null): boolean {
  if (operation?.type === 'batch') return operation.operations.some(hasSentence);
  return operation?.type === 'allow';
}
