import { onScopeDispose, reactive } from 'vue';
import { type Field, reveal } from './api';

/** Most seconds that a revealed value is in sight, whatever the server says. */
export const LONGEST_SECONDS = 60;

/** What is left of a countdown: whole seconds, and the share from 1 to 0. */
export function countdown(
  now: number,
  shownAt: number,
  seconds: number,
): { secondsLeft: number; share: number } {
  const whole = Math.min(Math.max(0, seconds), LONGEST_SECONDS);
  const left = whole - (now - shownAt) / 1000;
  return {
    secondsLeft: Math.max(0, Math.ceil(left)),
    share: whole > 0 ? Math.max(0, Math.min(1, left / whole)) : 0,
  };
}

export interface Revealing {
  value: string | null;
  state: 'hidden' | 'asking' | 'shown' | 'failed';
  error: unknown;
  secondsLeft: number;
  share: number;
}

/**
 * One field of one person, in sight for a minute at most. It is hidden again on Esc, when the window loses the focus or
 * is covered, and when its component goes. The value is in this object and nowhere else.
 */
export function useReveal(): {
  revealing: Revealing;
  show: (residentId: number, request: { field: Field; phoneId?: number; purpose: string }) => Promise<void>;
  hide: () => void;
} {
  const revealing = reactive<Revealing>({
    value: null,
    state: 'hidden',
    error: null,
    secondsLeft: 0,
    share: 0,
  });
  let timer: ReturnType<typeof setInterval> | undefined;
  let asked = 0;

  const hide = () => {
    asked++;
    clearInterval(timer);
    window.removeEventListener('keydown', onKey, true);
    window.removeEventListener('blur', hide);
    document.removeEventListener('visibilitychange', onVisibility);
    Object.assign(revealing, { value: null, state: 'hidden', error: null, secondsLeft: 0, share: 0 });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    hide();
  };
  const onVisibility = () => {
    if (document.hidden) hide();
  };

  const show = async (
    residentId: number,
    request: { field: Field; phoneId?: number; purpose: string },
  ): Promise<void> => {
    hide();
    const mine = ++asked;
    revealing.state = 'asking';
    try {
      const { value, seconds } = await reveal(residentId, request);
      if (mine !== asked) return;
      const shownAt = Date.now();
      const tick = () => {
        Object.assign(revealing, countdown(Date.now(), shownAt, seconds));
        if (revealing.secondsLeft === 0) hide();
      };
      Object.assign(revealing, { value, state: 'shown' });
      window.addEventListener('keydown', onKey, true);
      window.addEventListener('blur', hide);
      document.addEventListener('visibilitychange', onVisibility);
      timer = setInterval(tick, 250);
      tick();
    } catch (error) {
      if (mine !== asked) return;
      Object.assign(revealing, { state: 'failed', error });
    }
  };

  onScopeDispose(hide);
  return { revealing, show, hide };
}
