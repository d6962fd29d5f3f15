/** Colour of a grid over the paper where it tells a count. */
export const THEME_FILL_OPACITY = 0.62;
/** Lines of a grid whose count is not told. */
export const UNTOLD_LINES = '#667085';

/**
 * Fills of grids: eight hues that stay away from the four colours of urgency and from the magenta of findings. The
 * server numbers the colours so that neighbours differ.
 */
export const GRID_COLOURS = [
  '#3F8F87',
  '#8878C3',
  '#7C9A3E',
  '#A97C50',
  '#4F86A6',
  '#9A6A94',
  '#5FAE7B',
  '#8C8A52',
] as const;

export const GRID_FILL_OPACITY = 0.3;
export const BORDER = '#3B4658';

/** Width in pixels of a border used by grids of `level` and finer. */
export function borderWidth(level: number, levelInHand: number): number {
  if (level <= 1) return 3;
  if (level < levelInHand) return 2.2;
  return level === levelInHand ? 1.6 : 0.7;
}
