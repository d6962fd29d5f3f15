/** Metres of one floor where only the number of floors is known. */
export const FLOOR_METRES = 3;

/** Metres of a house of which neither height nor floors are known. */
export const UNKNOWN_METRES = 6;

/** Height of a house to draw, in metres: measured, else from its floors, else a usual one. */
export function drawnHeight(heightMetres: unknown, floors: unknown): number {
  if (typeof heightMetres === 'number' && heightMetres > 0) return heightMetres;
  if (typeof floors === 'number' && floors > 0) return floors * FLOOR_METRES;
  return UNKNOWN_METRES;
}
