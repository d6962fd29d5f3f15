const KEY = 'gridmap.publication.read';
const MOST = 100;

/** Numbers of the notices that were read in this browser. */
export function dismissed(): readonly number[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id): id is number => typeof id === 'number') : [];
  } catch {
    return [];
  }
}

/** Notes that a notice was read; where the browser keeps nothing, until the page is left. */
export function dismissNotice(id: number): readonly number[] {
  const read = [...dismissed(), id].slice(-MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(read));
  } catch {
    // It is told again next time.
  }
  return read;
}
