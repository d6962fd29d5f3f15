/**
 * What gives way while something else is shown in its place: the grids in force to a plan, symbols to land that changes
 * hands, the numbers of the town to the plan editor.
 */
export type Claim = 'grids' | 'symbols' | 'findings' | 'corner';

const claims: (() => readonly Claim[])[] = [];

/** @param claim what is claimed now; it is asked again whenever what it reads changes */
export function addClaims(claim: () => readonly Claim[]): void {
  claims.push(claim);
}

/** Everything that is claimed now. */
export function claimed(): ReadonlySet<Claim> {
  return new Set(claims.flatMap((claim) => claim()));
}
