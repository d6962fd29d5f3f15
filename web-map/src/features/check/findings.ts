import { reactive } from 'vue';
import { isAbort, listFindings } from '../../api/client';
import type { Finding } from '../../api/model';
import { onForget } from '../../state/memory';

/** Findings read at a time. */
export const PAGE = 200;

/** What the coverage check found in the chosen division, worst first. */
export const findings = reactive<{
  division: number | null;
  total: number;
  items: Finding[];
  state: 'idle' | 'loading' | 'ready' | 'failed';
}>({ division: null, total: 0, items: [], state: 'idle' });

let running: AbortController | null = null;

/** Reads the first page of a division's findings and forgets those of another. */
export async function readFindings(division: number | null): Promise<void> {
  running?.abort();
  Object.assign(findings, { division, total: 0, items: [], state: 'idle' });
  if (division !== null) await readMoreFindings();
}

/** Reads the next page. */
export async function readMoreFindings(): Promise<void> {
  const { division } = findings;
  if (division === null) return;
  const controller = new AbortController();
  running = controller;
  findings.state = 'loading';
  try {
    const page = await listFindings(division, findings.items.length, PAGE, controller.signal);
    if (controller.signal.aborted) return;
    findings.items = [...findings.items, ...page.items];
    findings.total = page.total;
    findings.state = 'ready';
  } catch (error) {
    if (!isAbort(error) && !controller.signal.aborted) findings.state = 'failed';
  }
}

export function cancelFindings(): void {
  running?.abort();
  findings.state = findings.items.length > 0 ? 'ready' : 'idle';
}

/** How many of the findings read so far are of each kind, the most frequent first. */
export function countKinds(items: readonly Finding[]): { kind: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { kind } of items) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count);
}

onForget(() => {
  void readFindings(null);
});
