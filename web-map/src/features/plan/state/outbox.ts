import { shallowReactive } from 'vue';
import { ServerUnreachable } from '../../../api/http';
import { type Applied, applyOperation, type Operation, redoStep, undoStep, undoStepsTo } from '../api';
import { onForget } from '../../../state/memory';
import { type Outcome, outcomeOf, type StepKind } from './planOutcome';

/** A step on its way to the server. */
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
  readonly concerns: ReadonlySet<string> | null;
  /** The version that the page showed when the step was begun. */
  readonly basedOn: number;
  readonly ended: (outcome: Outcome) => void;
}

/** Steps of any plan that the server has not answered yet; leaving a plan does not drop them. */
export const outbox = shallowReactive({
  steps: [] as readonly Step[],
  /** Whether the server can be reached; steps wait otherwise. */
  link: 'live' as 'live' | 'lost',
});

/** Versions that own steps made, as plan and number. */
let own = new Set<string>();
let sending = false;
/** Counts sessions: an answer to one that is over is nobody's. */
let session = 0;
let retry: ReturnType<typeof setTimeout> | undefined;
let wait = 1000;

const nameOf = (plan: number, version: number) => `${String(plan)}/${String(version)}`;

export function post(step: Step): void {
  outbox.steps = [...outbox.steps, step];
  void pump();
}

/**
 * The version up to which a step knows the plan: own steps that follow directly on the version it began with were drawn
 * before it. As soon as somebody else's lies between, the server has to see the older version, or it would find no
 * conflict.
 */
function knownVersion({ plan, basedOn }: Step): number {
  let version = basedOn;
  while (own.has(nameOf(plan, version + 1))) version++;
  return version;
}

/** Sends what waits, one after the other. */
export async function pump(): Promise<void> {
  if (sending) return;
  sending = true;
  clearTimeout(retry);
  const mine = session;
  try {
    for (let step = outbox.steps[0]; step; step = outbox.steps[0]) {
      let outcome: Outcome;
      try {
        outcome = { kind: 'done', applied: await send(step) };
      } catch (error) {
        if (mine !== session) return;
        if (error instanceof ServerUnreachable) {
          outbox.link = 'lost';
          retry = setTimeout(() => void pump(), wait);
          wait = Math.min(15_000, wait * 2);
          return;
        }
        outcome = outcomeOf(error, step.operation, step.kind);
      }
      if (mine !== session) return;
      outbox.link = 'live';
      wait = 1000;
      if (outcome.kind === 'done') own.add(nameOf(step.plan, outcome.applied.version));
      const ended = outcome.kind === 'done' ? [step] : withFollowers(step);
      outbox.steps = outbox.steps.filter((each) => !ended.includes(each));
      for (const each of ended) each.ended(outcome);
    }
  } finally {
    if (mine === session) sending = false;
  }
}

/**
 * A refused step and those that were drawn upon it: a vertex that they name by its number may be another one now. What
 * was to be taken back is not known any more either.
 */
function withFollowers(refused: Step): Step[] {
  const lost = new Set(refused.concerns);
  const gone = [refused];
  for (const each of outbox.steps) {
    if (each === refused || each.plan !== refused.plan) continue;
    if (each.concerns !== null && [...each.concerns].every((name) => !lost.has(name))) continue;
    gone.push(each);
    for (const name of each.concerns ?? []) lost.add(name);
  }
  return gone;
}

function send(step: Step): Promise<Applied> {
  const { plan, kind, operation, backTo, key } = step;
  const version = knownVersion(step);
  if (kind === 'undo') return undoStep(plan, version, key);
  if (kind === 'redo') return redoStep(plan, version, key);
  if (kind === 'undoTo') return undoStepsTo(plan, version, key, backTo ?? 0);
  return applyOperation(plan, version, key, operation as Operation);
}

onForget(() => {
  session++;
  sending = false;
  clearTimeout(retry);
  outbox.steps = [];
  outbox.link = 'live';
  own = new Set();
  wait = 1000;
});
