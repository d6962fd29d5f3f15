import type { components } from '../api/schema';

/** How far a grid is from the norm of its size: -2 far too little, 0 good, 2 far too much. */
export type Band = -2 | -1 | 0 | 1 | 2;

export const BANDS = [-2, -1, 0, 1, 2] as const satisfies readonly Band[];

/** How much grids of some sort should hold, as the server is configured. */
export type Norm = Readonly<components['schemas']['Norm']>;

/** What of a grid decides which norm it has. */
interface Sized {
  readonly code: string;
  readonly kind: components['schemas']['GridKind'];
  readonly level: number;
  readonly leaf: boolean;
}

/**
 * Teal, grey, magenta. Eyes that see no red or green, or no colour at all, tell them apart by how light they are, which
 * therefore differs in all five.
 */
export const BAND_COLOURS: Readonly<Record<Band, string>> = {
  [-2]: '#044033',
  [-1]: '#53B99F',
  0: '#C7CBD1',
  1: '#C855B0',
  2: '#DB12BA',
};

/** A grid whose size is free. */
export const FREE_COLOUR = '#F5EFE0';

export function bandOf(count: number, { least, most }: Pick<Norm, 'least' | 'most'>): Band {
  if (count < least) return count < least / 2 ? -2 : -1;
  if (count > most) return count > most * 1.5 ? 2 : 1;
  return 0;
}

/** Codes of the official list begin with those of the areas above; others say nothing by it. */
const lies = (code: string, area: string) =>
  code === area || (/^[0-9]+$/.test(area) && code.startsWith(area));

/** The norm of a grid: the first that fits, as the server has it; `null` where its size is free. */
export function normOf(norms: readonly Norm[], grid: Sized, rootCode: string): Norm | null {
  return (
    norms.find(
      ({ kind, level, area }) =>
        (kind == null || kind === grid.kind) &&
        (level == null ? grid.leaf : level === grid.level) &&
        (area == null || lies(grid.code, area) || lies(rootCode, area)),
    ) ?? null
  );
}
