/** Colour of a grid over the paper where it tells a count. */
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
export const BORDER = '#3B4658';

/** Width in pixels of a border used by grids of `level` and finer. */
export function borderWidth(level: number, levelInHand: number): number {
  if (level <= 1) return 3;
  if (level < levelInHand) return 2.2;
  return level === levelInHand ? 1.6 : 0.7;
}
