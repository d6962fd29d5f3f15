import type { Right } from '../api/session';

export function has(rights: readonly Right[], ...any: Right[]): boolean {
  return any.some((right) => rights.includes(right));
}

/** Whether the map shows borders and nothing of what lies inside: so it does to administrators. */
export function bordersOnly(rights: readonly Right[]): boolean {
  return (
    has(rights, 'USERS', 'GRANTS', 'AUDIT', 'SYSTEM') && !has(rights, 'DRAFTS', 'AGGREGATES', 'RESIDENTS')
  );
}
