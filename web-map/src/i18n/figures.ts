/** `53,000`: whole numbers with grouped thousands. */
export function formatCount(value: number): string {
  // The browser's own formatting takes a while to be ready, and the first picture waits for it.
  return String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** `2026-11-21 01:05` in the viewer's own time zone. */
export function formatTime(time: Date): string {
  const two = (value: number) => value.toString().padStart(2, '0');
  const day = `${String(time.getFullYear())}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** A length with its unit's key: metres below one kilometre, kilometres above. */
export function lengthParts(metres: number): { figure: string; unit: 'm' | 'km' } {
  return metres < 1000
    ? { figure: formatCount(metres), unit: 'm' }
    : { figure: (metres / 1000).toLocaleString('en-US', { maximumFractionDigits: 1 }), unit: 'km' };
}

/**
 * An area with its unit's key: three figures below ten square metres, square kilometres from 0.1 of them.
 *
 * @param beside areas with which it is compared: all of them are written in the unit that suits the smallest
 */
export function areaParts(
  squareMetres: number,
  beside: readonly number[] = [],
): { figure: string; unit: 'm2' | 'km2' } {
  if (Math.min(squareMetres, ...beside) >= 100_000) {
    return {
      figure: (squareMetres / 1e6).toLocaleString('en-US', { maximumFractionDigits: 2 }),
      unit: 'km2',
    };
  }
  const digits = squareMetres < 10 ? 2 : squareMetres < 100 ? 1 : 0;
  return { figure: squareMetres.toLocaleString('en-US', { maximumFractionDigits: digits }), unit: 'm2' };
}

/** `2026-11-21` in the viewer's own time zone. */
export function dayOf(time: Date): string {
  const two = (value: number) => value.toString().padStart(2, '0');
  return `${String(time.getFullYear())}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** How the day or instant that is shown is written: a day as it is, an instant with its minute unless that is midnight. */
export function shownDay(at: string): string {
  if (!at.includes('T')) return at;
  const time = new Date(at);
  if (time.getHours() === 0 && time.getMinutes() === 0) return dayOf(time);
  const two = (value: number) => value.toString().padStart(2, '0');
  return `${dayOf(time)} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
