import { shallowReactive } from 'vue';
import { isAbort } from '../../../api/http';
import { onForget } from '../../../state/memory';
import { getLoggedChange, listPlanLog, type LoggedChange, type PlanLogItem } from '../api';

/** The log of a plan, as far as it was read. */
export const history = shallowReactive({
  plan: null as number | null,
  /** Oldest first. */
  items: [] as readonly PlanLogItem[],
  error: null as unknown,
});
let reading = 0;
/** What steps changed; a step of a log never changes again. */
let changes = new Map<number, LoggedChange>();

/** Reads what was added to the log of a plan since it was read last. */
export async function readOn(plan: number): Promise<void> {
  if (history.plan !== plan) {
    Object.assign(history, { plan, items: [], error: null });
    changes = new Map();
  }
  const mine = ++reading;
  try {
    const fresh = await listPlanLog(plan, history.items.at(-1)?.seq ?? 0);
    if (mine !== reading) return;
    history.items = [...history.items, ...fresh];
    history.error = null;
  } catch (error) {
    if (mine === reading) history.error = error;
  }
}

/** The borders that a step changed; `null` if they are not wanted any more. */
export async function readChange(seq: number, signal: AbortSignal): Promise<LoggedChange | null> {
  const { plan } = history;
  const known = changes.get(seq);
  if (known || plan === null) return known ?? null;
  try {
    const change = await getLoggedChange(plan, seq, signal);
    if (history.plan === plan) changes.set(seq, change);
    return change;
  } catch (error) {
    if (isAbort(error)) return null;
    throw error;
  }
}

type Turn = Pick<PlanLogItem, 'seq' | 'reverts' | 'backTo'>;

/**
 * Numbers of the steps that are not in effect: taken back and not done again, or behind where the plan went back to.
 *
 * @param items the whole log, oldest first
 */
export function takenBack(items: readonly Turn[]): ReadonlySet<number> {
  const back = new Set<number>();
  const undone = new Set<number>();
  let passed: { readonly after: number; readonly before: number }[] = [];
  for (const { seq, reverts, backTo } of [...items].reverse()) {
    passed = passed.filter(({ after }) => after < seq);
    if (passed.length > 0) {
      back.add(seq);
      continue;
    }
    if (undone.has(seq)) back.add(seq);
    else if (reverts !== null) undone.add(reverts);
    else if (backTo !== null) passed.push({ after: backTo, before: seq });
  }
  return back;
}

/**
 * The first step that the plan may go back to: before it was carried over it began elsewhere.
 *
 * @returns 0 for the beginning of the plan
 */
export function earliest(items: readonly PlanLogItem[]): number {
  const back = takenBack(items);
  return items.filter(({ kind, seq }) => kind === 'CARRY_OVER' && !back.has(seq)).at(-1)?.seq ?? 0;
}

/** The step that was taken back, or done again, at the root of one. */
export function rootOf(item: PlanLogItem, bySeq: ReadonlyMap<number, PlanLogItem>): PlanLogItem {
  let root = item;
  for (
    let next = bySeq.get(root.reverts ?? -1);
    next !== undefined && next.seq < root.seq;
    next = bySeq.get(root.reverts ?? -1)
  ) {
    root = next;
  }
  return root;
}

/** The step that is shown on the map: the one under the pointer, or that has the keyboard. */
export const pointed = shallowReactive({
  seq: null as number | null,
  change: null as LoggedChange | null,
  /** Codes of the grids that it is about. */
  grids: [] as readonly string[],
});

onForget(() => {
  reading++;
  changes = new Map();
  Object.assign(history, { plan: null, items: [], error: null });
  Object.assign(pointed, { seq: null, change: null, grids: [] });
});
