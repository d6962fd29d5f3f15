import { shallowReactive } from 'vue';
import { beforeLeaving } from '../../../state/session';
import { countWaiting, dropAll } from './outbox';

/** The question whether to sign out although steps wait; `answer` takes what the holder says. */
export const leaving = shallowReactive({
  steps: 0,
  answer: null as ((go: boolean) => void) | null,
});

/** Has whoever signs out asked before his unsent steps are dropped. */
export function askBeforeLeaving(): () => void {
  return beforeLeaving(async () => {
    const steps = await countWaiting();
    if (steps > 0) {
      const go = await new Promise<boolean>((answer) => Object.assign(leaving, { steps, answer }));
      leaving.answer = null;
      if (!go) return false;
    }
    // Who wants to leave is not held by a store that does not answer.
    await dropAll().catch(() => undefined);
    return true;
  });
}
