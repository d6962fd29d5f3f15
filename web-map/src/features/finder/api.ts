import { ask } from '../../api/http';

export interface PersonHit {
  readonly id: number;
  readonly name: string;
  readonly sex: string;
  /** First year of the decade of birth. */
  readonly birthDecade: number | null;
  readonly relation: string;
  readonly room: string;
  readonly houseId: number | null;
  readonly houseNumber: string;
  readonly address: string;
  readonly grid: { id: number; code: string; name: string } | null;
  readonly point: [number, number] | null;
}

/** People found, and how many look-ups beyond the mask the account has left. */
export interface PeopleFound {
  readonly items: readonly PersonHit[];
  /** Whether this search was one of them. */
  readonly lookup: boolean;
  readonly lookupsLeft: number;
  readonly lookupsPerDay: number;
}

export const searchResidents = (q: string, limit: number, signal?: AbortSignal) =>
  ask<PeopleFound>('POST', '/api/residents/search', { body: { q, limit }, signal });
