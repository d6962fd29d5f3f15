import { reactive, watch } from 'vue';
import { addressOf } from '../api/http';
import { idle } from './idle';

/** How far a stream is open; `closed` while the server has to be asked. */
export interface Live {
  state: 'closed' | 'connecting' | 'open';
}
/** Whether the server tells the page of changes of the map by itself. */
export const live = reactive<Live>({ state: 'closed' });

/** Seconds after which a stream that the server refused is tried again. */
export const AGAIN_SECONDS = 30;

/** What of an `EventSource` is used here. */
type Source = Pick<EventSource, 'readyState' | 'onopen' | 'onerror' | 'addEventListener' | 'close'>;

/** Opens a stream of the server whose events tell a `revision`. */
export const openStream = (path: string) => (): Source => new EventSource(addressOf(path));

/** Whether what the server told is another state of the map than the one that is shown. */
export function isNews(data: unknown, revision: number | undefined): boolean {
  try {
    const told = (JSON.parse(String(data)) as { revision?: unknown }).revision;
    return typeof told !== 'number' || told !== revision;
  } catch {
    return true;
  }
}

/**
 * Listens to the server while the page is in sight, and calls `read` when what it tells of has changed, the map for one. The stream is no sign of
 * somebody at the page, and neither is what is read then; when the session is about to end, a change waits until somebody
 * comes back. A page out of sight holds no stream, because a browser has only a few connections for all its windows.
 *
 * @param revision of what is shown
 * @param shown where others see how far the stream is open
 * @param told what the stream calls its news
 * @returns what ends the listening
 */
export function followLive(
  revision: () => number | undefined,
  read: () => void,
  open: () => Source = openStream('/api/stream'),
  shown: Live = live,
  told = 'revision',
): () => void {
  let source: Source | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;
  let missed = false;
  let lost = false;

  function changed(): void {
    if (document.hidden || idle.phase !== 'ACTIVE') missed = true;
    else {
      missed = false;
      read();
    }
  }

  function close(): void {
    clearTimeout(again);
    source?.close();
    source = null;
    shown.state = 'closed';
  }

  function connect(): void {
    close();
    if (document.hidden) return;
    shown.state = 'connecting';
    const mine = open();
    source = mine;
    mine.onopen = () => {
      shown.state = 'open';
      // What happened while nobody listened is not told again.
      if (lost) changed();
      lost = false;
    };
    mine.onerror = () => {
      lost = true;
      shown.state = 'connecting';
      if (mine.readyState !== 2) return;
      close();
      again = setTimeout(connect, AGAIN_SECONDS * 1000);
    };
    mine.addEventListener(told, (event) => {
      if (isNews((event as MessageEvent).data, revision())) changed();
    });
  }

  function onSight(): void {
    if (document.hidden) {
      lost = true;
      close();
    } else connect();
  }

  document.addEventListener('visibilitychange', onSight);
  const stopIdle = watch(
    () => idle.phase,
    () => {
      if (missed) changed();
    },
  );
  connect();
  return () => {
    document.removeEventListener('visibilitychange', onSight);
    stopIdle();
    close();
  };
}
