/** Houses by use: quiet tints of a warm grey. */
export const USE_COLOURS: Readonly<Record<string, string>> = {
  RESIDENTIAL: '#D9CDBA',
  COMMERCIAL: '#B7A6D1',
  INDUSTRIAL: '#A9B4BC',
  PUBLIC: '#93C2BC',
  MIXED: '#CDB3A2',
  STORAGE: '#B5B08C',
  OTHER: '#C9C4BC',
};

export const HOUSE_COLOUR = '#CFC8BD';

export function houseColour(use: unknown, byUse: boolean): string {
  return byUse ? (USE_COLOURS[String(use)] ?? HOUSE_COLOUR) : HOUSE_COLOUR;
}
