/** How far a grid is from the norm of its residents: -2 far too few, 0 good, 2 far too many. */
export type Band = -2 | -1 | 0 | 1 | 2;

export interface Norm {
  readonly least: number;
  readonly most: number;
}

/** Teal, grey, magenta: told apart by those who see red and green alike. */
export const BAND_COLOURS: Readonly<Record<Band, string>> = {
  [-2]: '#0F766E',
  [-1]: '#5FB3AC',
  0: '#98A2B3',
  1: '#D38BC3',
  2: '#A3278F',
};

export function bandOf(residents: number, { least, most }: Norm): Band {
  if (residents < least) return residents < least / 2 ? -2 : -1;
  if (residents > most) return residents > most * 1.5 ? 2 : 1;
  return 0;
}
