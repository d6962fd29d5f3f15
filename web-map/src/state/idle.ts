import { reactive } from 'vue';
import { lastRequestAt, tellIdleness } from '../api/http';

/** Seconds before the end of a session during which the page warns. */
export const WARNING_SECONDS = 60;

export interface Idleness {
  readonly phase: 'ACTIVE' | 'WARNING' | 'OVER';
  readonly secondsLeft: number;
}

/**
 * How near the end of a session is when its holder did nothing since `lastActivity`.
 *
 * @param now and lastActivity: milliseconds since 1970
 */
export function idleness(now: number, lastActivity: number, idleSeconds: number): Idleness {
  const secondsLeft = Math.max(0, Math.ceil(idleSeconds - (now - lastActivity) / 1000));
  const warning = Math.min(WARNING_SECONDS, idleSeconds / 2);
  return { phase: secondsLeft === 0 ? 'OVER' : secondsLeft <= warning ? 'WARNING' : 'ACTIVE', secondsLeft };
}

export const idle = reactive<Idleness & { phase: Idleness['phase']; secondsLeft: number }>({
  phase: 'ACTIVE',
  secondsLeft: Infinity,
});

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Watches whether somebody is at the page, which every request says. One who works without asking the server anything is
 * kept signed in by `keepAlive`; one who left is signed out by `onOver`.
 *
 * @returns what ends the watching
 */
export function watchIdleness(idleSeconds: number, keepAlive: () => void, onOver: () => void): () => void {
  let lastActivity = Date.now();
  let over = false;
  const active = () => {
    // A warning is answered with its button only: a key pressed by accident must not prolong the session.
    if (idle.phase === 'ACTIVE') lastActivity = Date.now();
  };
  for (const sign of SIGNS) window.addEventListener(sign, active, { passive: true, capture: true });
  tellIdleness(() => (Date.now() - lastActivity) / 1000);
  const look = () => {
    const now = Date.now();
    Object.assign(idle, idleness(now, lastActivity, idleSeconds));
    if (idle.phase === 'OVER' && !over) {
      over = true;
      onOver();
    } else if (idle.phase === 'ACTIVE' && now - lastActivity < 60_000) {
      if (now - lastRequestAt() > (idleSeconds * 1000) / 3) keepAlive();
    }
  };
  const timer = setInterval(look, 1000);
  stay = () => {
    lastActivity = Date.now();
    keepAlive();
    look();
  };
  look();
  return () => {
    clearInterval(timer);
    tellIdleness(null);
    for (const sign of SIGNS) window.removeEventListener(sign, active, { capture: true });
    Object.assign(idle, { phase: 'ACTIVE', secondsLeft: Infinity });
  };
}

let stay: () => void = () => undefined;

/** The holder of the session says that he is still here. */
export function stayHere(): void {
  stay();
}
