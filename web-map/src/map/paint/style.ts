/** How the map is to look; a new style means painting again. */
export interface MapStyle {
  readonly level: number;
  /** Which layers are drawn, by their names. */
  readonly layers: Readonly<Record<string, boolean>>;
  /** How counts colour the things of the level; `null` for the colours that only tell neighbours apart. */
  readonly theme: Theme | null;
}

/** Colours and numbers by the id of the thing that was counted. */
export interface Theme {
  readonly marks: ReadonlyMap<number, ThemeMark>;
}

export interface ThemeMark {
  /** `null` where the count is not told: hatched grey. */
  readonly colour: string | null;
  /** The number beside the colour. */
  readonly text: string;
}

export const PAPER = '#F2F1EC';
export const ACCENT = '#155EEF';
/** What is wrong. */
export const FAULT = '#C11574';
