import { afterEach, expect, it, vi } from 'vitest';
import { clearStorage } from './memory';

const OWN = ['gridmap', 'gridmap-offline', 'GridMap:tiles', 'gridmap.register'];
const FOREIGN = ['session', 'gridmapper', 'wiki-gridmap', ''];

/** A store of names as `localStorage` is one. */
function storage(names: Set<string>) {
  return {
    get length() {
      return names.size;
    },
    key: (i: number) => [...names][i] ?? null,
    removeItem: (name: string) => names.delete(name),
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

it('leaving_takes_away_what_the_page_keeps_and_nothing_of_its_neighbours', async () => {
  const stores = Array.from({ length: 4 }, () => new Set([...OWN, ...FOREIGN]));
  const [local, session, cached, databases] = stores as [Set<string>, Set<string>, Set<string>, Set<string>];
  vi.stubGlobal('localStorage', storage(local));
  vi.stubGlobal('sessionStorage', storage(session));
  vi.stubGlobal('caches', {
    keys: () => Promise.resolve([...cached]),
    delete: (name: string) => Promise.resolve(cached.delete(name)),
  });
  vi.stubGlobal('indexedDB', {
    databases: () => Promise.resolve([...databases].map((name) => ({ name }))),
    deleteDatabase: (name: string) => databases.delete(name),
  });
  await clearStorage();
  for (const store of stores) expect([...store]).toEqual(FOREIGN);
});

it('a_browser_that_refuses_one_store_is_still_cleared_of_the_others', async () => {
  const session = new Set(OWN);
  vi.stubGlobal('localStorage', {
    get length(): number {
      throw new Error('refused');
    },
  });
  vi.stubGlobal('sessionStorage', storage(session));
  await clearStorage();
  expect([...session]).toEqual([]);
});
