/**
 * Locks that the pages of one browser share. Where the browser has none, as on a page without TLS, two pages may send
 * the same step; the server takes it once all the same, by its key.
 */
const locks = () =>
  (globalThis as { readonly navigator?: { readonly locks?: LockManager } }).navigator?.locks;

const PAGE = 'gridmap-page-';

/** Does something while no other page of the browser does what has the same name. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  const shared = locks();
  return shared ? shared.request(name, work) : work();
}

/**
 * Shows other pages that this one is there.
 *
 * @returns what ends it
 */
export function showPresence(page: string): () => void {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  void locks()?.request(`${PAGE}${page}`, () => ended);
  return end;
}

/** The pages of this browser that are there; `null` where nobody can tell. */
export async function presentPages(): Promise<ReadonlySet<string> | null> {
  const held = (await locks()?.query())?.held;
  if (!held) return null;
  const names = held.map(({ name = '' }) => name).filter((name) => name.startsWith(PAGE));
  return new Set(names.map((name) => name.slice(PAGE.length)));
}

/** Does something once another page of this browser is gone. */
export async function whenGone(page: string, then: () => void): Promise<void> {
  await locks()?.request(`${PAGE}${page}`, () => Promise.resolve());
  then();
}
