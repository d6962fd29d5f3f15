import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { newKey, ServerProblem } from '../../api/http';
import { refreshSelected } from '../../state/selected';
import { tell } from '../../state/undo';
import { actOn, type EventAction, type GridEvent, type TakenAction } from './api';
import { useEventProblem } from './eventWords';
import { refresh } from './state/events';

/** What takes an action back, where it needs nothing that only a person can say. */
const BACK: Partial<Record<EventAction, EventAction>> = { SUPERVISE: 'END_SUPERVISION' };

interface Side {
  readonly gridCode: string;
  readonly gridName: string;
}

/** Does something with an event and tells how it ended. */
export function useActing() {
  const { t } = useI18n();
  const problem = useEventProblem();
  const busy = ref(false);
  const failure = ref<string | null>(null);
  /** On which side of a border a moved pin may be meant. */
  const sides = ref<readonly Side[]>([]);

  /**
   * @param key the same when it is sent again because its answer was lost
   * @param label what was done, in words
   * @returns whether it is done; `refused` if the server said no, so that the next attempt is another one
   */
  async function act(
    event: GridEvent,
    body: TakenAction,
    key: string,
    label: string,
  ): Promise<'done' | 'refused' | 'unsure'> {
    if (busy.value) return 'unsure';
    busy.value = true;
    failure.value = null;
    sides.value = [];
    try {
      const now = await actOn(event.id, event.version, body, key);
      const back = BACK[body.action];
      const undo =
        back && now.actions.some(({ action }) => action === back)
          ? () => void act(now, { action: back }, newKey(), t(`event.action.${back}`))
          : undefined;
      tell(t('event.form.done', { action: label }), 'done', undo);
      return 'done';
    } catch (error) {
      const refused = error instanceof ServerProblem;
      if (refused) sides.value = (error.details['sides'] ?? []) as readonly Side[];
      const isStale = refused && error.status === 412;
      failure.value = isStale ? t('event.faster') : problem(error);
      return refused ? 'refused' : 'unsure';
    } finally {
      // Whoever presses again does so with the event as it is now.
      await refreshSelected();
      busy.value = false;
      refresh('changes');
    }
  }
  return { act, busy, failure, sides };
}
