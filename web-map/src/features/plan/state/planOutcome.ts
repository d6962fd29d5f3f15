import { ServerProblem } from '../../../api/http';
import type { Applied, EditConflict, Operation, OperationRefused, Position, Reason, WireEdge } from '../api';

/** Why a step was refused, and where. */
export interface Refusal {
  readonly reason: Reason;
  readonly place: Position | null;
  readonly grids: readonly string[];
}

export type StepKind = 'apply' | 'undo' | 'redo' | 'undoTo';

/** A step that somebody else's step met: both versions, until the viewer chose. */
export interface PlanConflict {
  readonly kind: StepKind;
  /** `null` for a step that could not be taken back or done again. */
  readonly operation: Operation | null;
  readonly yours: { readonly edges: readonly WireEdge[] };
  readonly theirs: {
    readonly edges: readonly WireEdge[];
    readonly grids: readonly string[];
    readonly account: string;
    readonly at: string | null;
  };
}

/** What became of a step. */
export type Outcome =
  | { readonly kind: 'done'; readonly applied: Applied }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'conflict'; readonly conflict: PlanConflict }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What a refusal of the server means. */
export function outcomeOf(error: unknown, operation: Operation | null, kind: StepKind = 'apply'): Outcome {
  if (!(error instanceof ServerProblem)) return { kind: 'failed', error };
  const { details } = error;
  if (error.slug === 'operation-refused') {
    const { reason, place, grids } = details as unknown as Partial<OperationRefused>;
    return {
      kind: 'refused',
      refusal: { reason: reason ?? 'NOTHING_CHANGES', place: place ?? null, grids: grids ?? [] },
    };
  }
  // The server has one word for both.
  if (kind === 'redo' && error.slug === 'nothing-to-undo')
    return { kind: 'failed', error: new ServerProblem(error.status, error.message, 'nothing-to-redo') };
  if (error.status === 412) {
    const { yours, theirs } = details as unknown as Partial<EditConflict>;
    const conflict: PlanConflict = {
      kind,
      operation,
      yours: yours ?? { edges: [] },
      theirs: {
        edges: theirs?.edges ?? [],
        grids: theirs?.grids ?? [],
        account: theirs?.account?.name ?? '',
        at: theirs?.at ?? null,
      },
    };
    return { kind: 'conflict', conflict };
  }
  return { kind: 'failed', error };
}
