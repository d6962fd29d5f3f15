import type { FixableLand, Fix } from '../api';
import type { LonLat } from '../../../geo/lonLat';
import type { NumberedLand } from './drawn';

/** Open land as it is numbered: in the order of the list, 1 first. */
export function numbered(
  items: readonly FixableLand[],
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
  items: readonly FixableLand[],
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
 * The fixes of one piece of land without those that say the same: giving it to the neighbour with the longest border is
 * giving it to a neighbour who is listed by name.
 */
export function distinctFixes(fixes: readonly Fix[]): Fix[] {
  const seen = new Set<string>();
  const order = (key: string) => (key === 'LONGEST' ? 0 : 1);
  return [...fixes]
    .sort((a, b) => order(a.key) - order(b.key))
    .filter(({ key, operation }) => {
      const same = key === 'ALLOW' ? key : JSON.stringify(operation);
      if (seen.has(same)) return false;
      seen.add(same);
      return true;
    });
}

/** The grid that a fix gives the land to, if it is one. */
export function receiverOf({ operation }: Fix): string | null {
  return operation.type === 'assign' ? operation.to : null;
}
