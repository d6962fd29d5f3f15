import type { Right } from '../api/session';
import type { Panel } from './choices';

/** Which modes a holder of `rights` has, in the order of the rail. */
export function modesOf(rights: readonly Right[]): Panel[] {
  const has = (...any: Right[]) => any.some((right) => rights.includes(right));
  const modes: Panel[] = [];
  if (has('MAP')) modes.push('map');
  if (has('DRAFTS')) modes.push('check');
  if (has('PLANS', 'PLANS_DECIDE')) modes.push('plan');
  if (has('RESIDENTS', 'AGGREGATES')) modes.push('register');
  if (has('MAP') && !bordersOnly(rights)) modes.push('places');
  if (has('USERS', 'GRANTS')) modes.push('users');
  if (has('AUDIT')) modes.push('audit');
  return modes;
}

/** Whether the map shows borders and nothing of what lies inside: so it does to administrators. */
export function bordersOnly(rights: readonly Right[]): boolean {
  const administers = (['USERS', 'GRANTS', 'AUDIT', 'SYSTEM'] as const).some((right) =>
    rights.includes(right),
  );
  const works = (['DRAFTS', 'AGGREGATES', 'RESIDENTS'] as const).some((right) => rights.includes(right));
  return administers && !works;
}

/** The desk at which an administrator works, and which opens by itself; `null` for everybody else. */
export function deskOf(rights: readonly Right[]): Panel | null {
  if (!bordersOnly(rights)) return null;
  return rights.includes('AUDIT') ? 'audit' : 'users';
}

/** Modes that take the whole page below the bar; the map waits behind them. */
export const DESKS: readonly Panel[] = ['users', 'audit', 'account'];
