/** How the map is to look; a new style means painting again. */
export interface MapStyle {
  readonly level: number;
  /** Which layers are drawn, by their names. */
  readonly layers: Readonly<Record<string, boolean>>;
  /** How counts colour the grids; `null` for the colours that only tell neighbours apart. */
  readonly theme: GridTheme | null;
}

/** Colours and numbers of the grids by their id. */
export interface GridTheme {
  readonly grids: ReadonlyMap<number, GridMark>;
}

export interface GridMark {
  /** `null` where the count is not told: hatched grey. */
  readonly colour: string | null;
  /** The number beside the colour. */
  readonly text: string;
}

export const THEME_FILL_OPACITY = 0.62;
/** Lines of a grid whose count is not told. */
export const UNTOLD_LINES = '#667085';

/**
 * Fills of grids: eight colours that differ in lightness as well as in hue, so that eyes that lack one kind of cones tell
 * any two apart, and that stay away from the four colours of urgency and from the magenta of findings. The server numbers
 * them so that neighbours differ.
 */
export const GRID_COLOURS = [
  '#660524',
  '#8E7201',
  '#756384',
  '#CBC8CB',
  '#5DD0F9',
  '#527346',
  '#042F73',
  '#96DB8C',
] as const;

export const GRID_FILL_OPACITY = 0.34;

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
export const PAPER = '#F2F1EC';
export const ROAD = '#FFFFFF';
export const ROAD_EDGE = '#CFCCC4';
export const RAIL = '#B4B0A8';
export const BORDER = '#3B4658';
export const ACCENT = '#155EEF';
export const FINDING = '#C11574';

export function houseColour(use: unknown, byUse: boolean): string {
  return byUse ? (USE_COLOURS[String(use)] ?? HOUSE_COLOUR) : HOUSE_COLOUR;
}

/** Width in pixels of a border used by grids of `level` and finer. */
export function borderWidth(level: number, levelInHand: number): number {
  if (level <= 1) return 3;
  if (level < levelInHand) return 2.2;
  return level === levelInHand ? 1.6 : 0.7;
}

/** Width of a road in metres by its kind. */
export function roadMetres(kind: unknown): number {
  switch (String(kind).toLowerCase()) {
    case 'motorway':
    case 'trunk':
    case 'primary':
    case 'arterial':
    case 'highway':
      return 16;
    case 'secondary':
    case 'tertiary':
    case 'main':
      return 11;
    case 'footway':
    case 'path':
    case 'steps':
    case 'lane':
    case 'alley':
      return 3;
    default:
      return 7;
  }
}
