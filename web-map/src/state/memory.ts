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

/** Whatever the page keeps in a browser begins with its name; other pages of the same host have stores of their own. */
const isOwn = (name: string) => /^gridmap\b/i.test(name);

const spared: ((name: string) => boolean)[] = [];

/** Leaves some databases to those who keep them, and who take them away themselves when it is time. */
export function spareStores(spare: (name: string) => boolean): void {
  spared.push(spare);
}

function clearOwn(storage: Storage): void {
  const names = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '');
  for (const name of names.filter(isOwn)) storage.removeItem(name);
}

/** Takes away what the page keeps in the browser beyond itself, and nothing that another page keeps there. */
export async function clearStorage(): Promise<void> {
  const attempts = [
    () => {
      clearOwn(localStorage);
    },
    () => {
      clearOwn(sessionStorage);
    },
    async () => {
      for (const name of await caches.keys()) if (isOwn(name)) await caches.delete(name);
    },
    async () => {
      for (const { name } of await indexedDB.databases())
        if (name && isOwn(name) && !spared.some((spare) => spare(name))) indexedDB.deleteDatabase(name);
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
