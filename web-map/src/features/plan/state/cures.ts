import type { CurableLand, Cure } from '../api';
import type { LonLat } from '../../../geo/lonLat';
import type { NumberedLand } from './drawn';

/** Open land as it is numbered: in the order of the list, 1 first. */
export function numbered(
  items: readonly CurableLand[],
  ringsOf: (label: string) => readonly (readonly LonLat[])[],
): NumberedLand[] {
  return items.map(({ openLand: { id, place, allowed } }, i) => ({
    id,
    ordinal: i + 1,
    place,
    rings: ringsOf(`~${String(id)}`),
    allowed: allowed !== null,
  }));
}

/** How much open land is smaller than a limit, allowed land left aside. */
export function smallLand(
  items: readonly CurableLand[],
  underSquareMetres: number,
): { count: number; areaSquareMetres: number } {
  const small = items.filter(
    ({ openLand: { allowed, areaSquareMetres } }) => allowed === null && areaSquareMetres < underSquareMetres,
  );
  return {
    count: small.length,
    areaSquareMetres: small.reduce((sum, { openLand }) => sum + openLand.areaSquareMetres, 0),
  };
}

/**
 * The cures of one piece of land without those that say the same: giving it to the neighbour with the longest border is
 * giving it to a neighbour who is listed by name.
 */
export function distinctCures(cures: readonly Cure[]): Cure[] {
  const seen = new Set<string>();
  const order = (key: string) => (key === 'LONGEST' ? 0 : 1);
  return [...cures]
    .sort((a, b) => order(a.key) - order(b.key))
    .filter(({ key, operation }) => {
      const same = key === 'ALLOW' ? key : JSON.stringify(operation);
      if (seen.has(same)) return false;
      seen.add(same);
      return true;
    });
}

/** The grid that a cure gives the land to, if it is one. */
export function receiverOf({ operation }: Cure): string | null {
  return operation.type === 'assign' ? operation.to : null;
}
