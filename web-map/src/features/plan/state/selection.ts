import type { Partition } from '../../../geo/partition';

export type PlanSelection =
  | { readonly kind: 'edge'; readonly id: number }
  | { readonly kind: 'grids'; readonly codes: readonly string[] };

/** What of a selection is still there. */
export function stillSelected(
  selection: PlanSelection | null,
  partition: Partition | null,
): PlanSelection | null {
  if (!selection || !partition) return selection;
  if (selection.kind === 'edge') return partition.edges.has(selection.id) ? selection : null;
  const codes = selection.codes.filter((code) => partition.grids.has(code));
  if (codes.length === selection.codes.length) return selection;
  return codes.length > 0 ? { kind: 'grids', codes } : null;
}
