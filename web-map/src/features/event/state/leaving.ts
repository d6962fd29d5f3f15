import { shallowReactive } from 'vue';
import { beforeLeaving } from '../../../state/session';
import { countUnsent, dropAll } from './unsent';

/** The question whether to sign out although reports wait; `answer` takes what the holder says. */
export const leaving = shallowReactive({
  reports: 0,
  answer: null as ((go: boolean) => void) | null,
});

/** Has whoever signs out asked before his unsent reports are dropped. */
export function askBeforeLeaving(): () => void {
  return beforeLeaving(async () => {
    const reports = await countUnsent();
    if (reports > 0) {
      const go = await new Promise<boolean>((answer) => Object.assign(leaving, { reports, answer }));
      leaving.answer = null;
      if (!go) return false;
    }
    // Who wants to leave is not held by a store that does not answer.
    await dropAll().catch(() => undefined);
    return true;
  });
}
