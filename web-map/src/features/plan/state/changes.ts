import { shallowReactive, watch } from 'vue';
import { BaseBorders, type BorderChange, NO_BORDER_CHANGE } from '../../../geo/borderChange';
import { linesOf } from '../../../geo/polygon';
import { onForget } from '../../../state/memory';
import { listBaseOutlines } from '../api';
import { plan } from './plan';

/** What of the borders of the open plan is old and what is new, against the division that it was made of. */
export const changes = shallowReactive({ edges: NO_BORDER_CHANGE as BorderChange });

/** Milliseconds after a step: borders are compared when nobody waits for the pointer. */
const PAUSE = 150;

let base: BaseBorders | null = null;
let read: number | null = null;

/**
 * Follows the open plan: reads the division below it as soon as there is a step, and compares after each.
 *
 * @returns what ends it
 */
export function followChanges(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const compare = () => {
    changes.edges = base && plan.partition ? base.changesIn(plan.partition) : NO_BORDER_CHANGE;
  };
  const stop = watch(
    () => ({
      division: plan.summary?.baseDivisionId ?? null,
      steps: plan.summary?.operations ?? 0,
      partition: plan.partition,
    }),
    ({ division, steps, partition }) => {
      clearTimeout(timer);
      if (!partition || division === null || steps + plan.busy === 0) {
        changes.edges = NO_BORDER_CHANGE;
        return;
      }
      if (read !== division) void readBase(division).then(compare);
      else timer = setTimeout(compare, PAUSE);
    },
    { immediate: true },
  );
  return () => {
    clearTimeout(timer);
    stop();
  };
}

async function readBase(division: number): Promise<void> {
  read = division;
  base = null;
  try {
    const outlines = await listBaseOutlines(division);
    if (read !== division) return;
    base = new BaseBorders(outlines.flatMap((outline) => linesOf(outline)));
  } catch {
    // The plan is whole without it; the next step tries again.
    if (read === division) read = null;
  }
}

onForget(() => {
  base = null;
  read = null;
  changes.edges = NO_BORDER_CHANGE;
});
