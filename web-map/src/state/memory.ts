/** What each part of the page does to forget what it knows. */
const forgetters = new Set<() => void>();

/** Has `forget` run whenever a session ends; the part of the page that keeps something calls this once. */
export function onForget(forget: () => void): void {
  forgetters.add(forget);
}

/** Forgets everything that was read in a session. Where the viewer looks is no secret and stays. */
export function forgetAll(): void {
  for (const forget of forgetters) forget();
}

/** Empties what a browser keeps beyond the page. GridMap itself writes nothing there. */
export async function clearStorage(): Promise<void> {
  const attempts = [
    () => {
      localStorage.clear();
    },
    () => {
      sessionStorage.clear();
    },
    async () => {
      for (const name of await caches.keys()) await caches.delete(name);
    },
    async () => {
      for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name);
    },
  ];
  for (const attempt of attempts) {
    try {
      await attempt();
    } catch {
      // A browser that refuses access to a store keeps nothing in it either.
    }
  }
}
