import { computed, reactive } from 'vue';
import { carryCsrfToken, whenSignedOut } from '../api/http';
import { getSession, type Right, type Session, signOut } from '../api/session';
import { clearStorage, forgetAll } from './memory';
import { modesOf } from './modes';
import { bordersOnly } from './rights';

/** Who is at the page, as far as the server knows. */
export const session = reactive<{
  state: 'unknown' | 'out' | 'in' | 'unreachable';
  now: Session | null;
  /** Why the sign-in page is shown: the holder was away too long, or another window signed out. */
  ended: 'expired' | 'elsewhere' | null;
}>({ state: 'unknown', now: null, ended: null });

/** Windows of one browser share a session; what one of them ends is over in all. */
const windows = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('gridmap-session');
if (windows) {
  windows.onmessage = () => {
    if (session.state === 'in') end('elsewhere');
  };
}

export const rights = computed<readonly Right[]>(() =>
  session.state === 'in' ? (session.now?.rights ?? []) : [],
);
export const modes = computed(() => modesOf(rights.value));

export function may(right: Right): boolean {
  return rights.value.includes(right);
}

/** Whether the viewer is shown what lies inside the borders. */
export function seesInside(): boolean {
  return !bordersOnly(rights.value);
}

/** Takes over what the server said of the session. */
export function adopt(now: Session): void {
  // Somebody else signed in elsewhere in this browser: nothing of the one before may go under his name.
  const before = session.now;
  if (before?.signedIn && now.signedIn && before.account?.id !== now.account?.id) forgetAll();
  carryCsrfToken(now.csrfToken ?? '');
  session.now = now;
  // Without the second factor that a role asks for, the server opens nothing but its set-up.
  session.state = now.signedIn && now.secondFactor !== 'ENROLMENT_NEEDED' ? 'in' : 'out';
  if (now.signedIn) session.ended = null;
}

/** Asks the server who is at the page. */
export async function readSession(): Promise<void> {
  try {
    const now = await getSession();
    if (session.state === 'in' && !now.signedIn) end('expired');
    adopt(now);
  } catch {
    if (session.state !== 'in') session.state = 'unreachable';
  }
}

/** The session is over: everything that was read in it is forgotten, the place on the map is kept. */
function end(why: 'expired' | 'elsewhere'): void {
  session.ended = why;
  session.state = 'out';
  forgetAll();
}

/** Codes of the grids in which the viewer has a role. */
export function codesInScope(): string[] {
  return (session.now?.scopes ?? []).flatMap(({ gridCode }) => gridCode ?? []);
}

whenSignedOut(() => {
  if (session.state !== 'in') return;
  end('expired');
  void readSession();
});

/** Ends the session because nobody was here; who comes back signs in and stands where he stood. */
export async function leaveIdle(): Promise<void> {
  end('expired');
  await signOut().catch(() => undefined);
  windows?.postMessage('ended');
  await readSession();
}

const askers = new Set<() => Promise<boolean>>();

/**
 * Has something asked before the holder of a session signs out; where the answer is no he stays.
 *
 * @returns what ends it
 */
export function beforeLeaving(ask: () => Promise<boolean>): () => void {
  askers.add(ask);
  return () => askers.delete(ask);
}

/** Ends the session because its holder says so, and leaves nothing behind: neither in memory nor in the address. */
export async function leave(): Promise<void> {
  for (const ask of askers) if (!(await ask())) return;
  await signOut().catch(() => undefined);
  windows?.postMessage('ended');
  session.state = 'out';
  session.ended = null;
  forgetAll();
  await clearStorage();
  // A new document has a new memory.
  location.replace(new URL('.', document.baseURI).pathname);
}
