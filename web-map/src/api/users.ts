import { ask } from './http';
import { itemsOf, type Role } from './session';

export interface User {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly state: 'INVITED' | 'ACTIVE' | 'LOCKED' | 'CLOSED';
  readonly demo?: boolean;
  readonly version: number;
  readonly roles?: readonly Role[];
  readonly createdAt?: string | null;
}

export interface Grant {
  readonly id: number;
  readonly accountId: number;
  readonly login?: string | null;
  readonly accountName?: string | null;
  readonly role: Role;
  readonly gridCode?: string | null;
  readonly gridName?: string | null;
  readonly state: 'REQUESTED' | 'IN_FORCE' | 'REFUSED' | 'WITHDRAWN';
  readonly requestedBy?: number | null;
  readonly requestedByLogin?: string | null;
  readonly requestedAt?: string | null;
  readonly decidedBy?: number | null;
  readonly decidedByLogin?: string | null;
  readonly decidedAt?: string | null;
  readonly validUntil?: string | null;
}

export const listUsers = async (signal?: AbortSignal) =>
  itemsOf<User>(await ask('GET', '/api/users', { signal }));

export const inviteUser = (login: string, name: string) =>
  ask<{ id: number; invitation: string }>('POST', '/api/users', { body: { login, name } });

export const changeUser = (user: User, body: { state?: User['state']; name?: string }) =>
  ask<User>('PATCH', '/api/users/{id}', { path: { id: user.id }, version: user.version, body });

export const inviteAgain = (id: number) =>
  ask<{ invitation: string }>('POST', '/api/users/{id}/invitation', { path: { id } });

export const listGrants = async (state?: Grant['state'], signal?: AbortSignal) =>
  itemsOf<Grant>(await ask('GET', '/api/grants', { query: { state }, signal }));

export const requestGrant = (body: {
  accountId: number;
  role: Role;
  gridCode?: string;
  validUntil?: string;
}) => ask<Grant>('POST', '/api/grants', { body });

export const decideGrant = (id: number, approve: boolean) =>
  ask<unknown>('POST', '/api/grants/{id}/decision', { path: { id }, body: { approve } });

export const withdrawGrant = (id: number) => ask<undefined>('DELETE', '/api/grants/{id}', { path: { id } });
