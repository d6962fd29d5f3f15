import { onScopeDispose, reactive, watch } from 'vue';
import { isAbort } from './http';

export interface Loaded<T> {
  state: 'idle' | 'loading' | 'ready' | 'failed';
  data: T | null;
  error: unknown;
  /** Reads again; what is shown stays until the newer is here. */
  reload(): Promise<void>;
}

/**
 * Reads something for a component whenever `key` changes, and forgets it with the component: what belongs to people is
 * kept nowhere else.
 *
 * @param key what is wanted, or `null` for nothing
 */
export function useLoaded<K, T>(
  key: () => K | null,
  read: (key: K, signal: AbortSignal) => Promise<T>,
): Loaded<T> {
  let running: AbortController | null = null;
  const loaded = reactive({
    state: 'idle',
    data: null,
    error: null,
    reload: () => load(key()),
  }) as unknown as Loaded<T>;

  async function load(wanted: K | null): Promise<void> {
    running?.abort();
    if (wanted === null) {
      loaded.state = 'idle';
      loaded.data = null;
      return;
    }
    const controller = new AbortController();
    running = controller;
    loaded.state = 'loading';
    loaded.error = null;
    try {
      const data = await read(wanted, controller.signal);
      if (controller.signal.aborted) return;
      loaded.data = data;
      loaded.state = 'ready';
    } catch (error) {
      if (isAbort(error) || controller.signal.aborted) return;
      loaded.error = error;
      loaded.data = null;
      loaded.state = 'failed';
    }
  }

  watch(
    key,
    (wanted) => {
      loaded.data = null;
      void load(wanted);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    running?.abort();
    loaded.data = null;
  });
  return loaded;
}
