/** A sheet of paper. */
export interface Paper {
  readonly size: 'A3' | 'A4';
  readonly direction: 'landscape' | 'portrait';
}

/** How a map and its table share a sheet; all in millimetres. */
export interface PaperLayout {
  readonly width: number;
  readonly height: number;
  readonly map: { readonly width: number; readonly height: number };
  /** Columns of the table. */
  readonly columns: number;
  /** Whether the table has room on the sheet of the map; else it has sheets of its own. */
  readonly fits: boolean;
}

const MARGIN = 10;
const HEAD = 20;
const KEY = 12;
const GAP = 4;
export const ROW = 3.6;
const COLUMN = 58;
const SIDES = { A3: [297, 420], A4: [210, 297] } as const;

/**
 * Lays out a sheet: in landscape the table stands beside the map, in portrait below it.
 *
 * @param rows of the table, its head not counted
 */
export function layoutOf({ size, direction }: Paper, rows: number): PaperLayout {
  const [short, long] = SIDES[size];
  const beside = direction === 'landscape';
  const width = (beside ? long : short) - 2 * MARGIN;
  const height = (beside ? short : long) - 2 * MARGIN;
  const body = height - HEAD - KEY;
  const perColumn = (space: number) => Math.floor(space / ROW) - 1;
  if (beside) {
    const most = Math.floor((width * 0.4) / COLUMN);
    const columns = Math.max(1, Math.ceil(rows / perColumn(body)));
    const fits = columns <= most;
    const mapWidth = fits ? width - columns * COLUMN - GAP : width;
    return {
      width,
      height,
      map: { width: mapWidth, height: body },
      columns: fits ? columns : Math.floor(width / COLUMN),
      fits,
    };
  }
  const columns = Math.floor(width / COLUMN);
  const needed = (Math.ceil(rows / columns) + 1) * ROW + GAP;
  const fits = needed <= body * 0.45;
  return { width, height, map: { width, height: fits ? body - needed : body }, columns, fits };
}
