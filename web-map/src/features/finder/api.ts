import { ask } from '../../api/http';
import type { Fixed, Schemas, With } from '../../api/model';

/** A person found; `birthDecade` is the first year of the decade of birth. */
export type PersonHit = Fixed<With<Schemas['ResidentHit'], { point: Schemas['Position'] | null }>>;

/**
 * People found, and how many look-ups beyond the mask the account has left; `lookup`: whether this search was one of
 * them.
 */
export type PeopleFound = Fixed<With<Schemas['ResidentsFound'], { items: PersonHit[] }>>;

export const searchResidents = (q: string, limit: number, signal?: AbortSignal) =>
  ask<PeopleFound>('POST', '/api/residents/search', { body: { q, limit }, signal });
