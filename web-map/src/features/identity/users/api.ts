import { ask } from '../../../api/http';
import type { Schemas } from '../../../api/model';
import { itemsOf, type Role } from '../../../api/session';

/** A role in force. */
export interface UserRole {
  readonly grantId: number;
  readonly role: Role;
  readonly gridCode: string | null;
  readonly validUntil: string | null;
}

export interface User {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly state: Schemas['AccountState'];
  readonly demo: boolean;
  readonly secondFactor: boolean;
  readonly roles: readonly UserRole[];
  readonly createdAt: string;
  readonly version: number;
}

/** Somebody who had a part in a grant. */
export interface Person {
  readonly id: number;
  readonly login: string;
  readonly name: string;
}

export interface Grant {
  readonly id: number;
  readonly account: Person;
  readonly role: Role;
  readonly gridCode: string | null;
  readonly gridName: string | null;
  readonly state: Schemas['GrantsState'];
  readonly requestedBy: Person;
  readonly requestedAt: string;
  readonly decidedBy: Person | null;
  readonly decidedAt: string | null;
  readonly withdrawnBy: Person | null;
  readonly withdrawnAt: string | null;
  readonly validUntil: string | null;
  /** Whether the viewer is a second person for it. */
  readonly mayDecide: boolean;
}

/** A one-time link and what it opens; the server keeps nothing of it. */
export interface Invitation {
  readonly login: string;
  readonly token: string;
  readonly link: string;
  readonly expiresAt: string;
}

export const listUsers = async (signal?: AbortSignal) =>
  itemsOf<User>(await ask('GET', '/api/users', { signal }));

export const inviteUser = (login: string, name: string) =>
  ask<{ id: number; invitation: Invitation }>('POST', '/api/users', { body: { login, name } });

export const changeUser = (user: User, body: { state?: User['state']; name?: string }) =>
  ask<User>('PATCH', '/api/users/{id}', { path: { id: user.id }, version: user.version, body });

export const inviteAgain = (id: number) =>
  ask<Invitation>('POST', '/api/users/{id}/invitation', { path: { id } });

export const listGrants = async (state?: Grant['state'], signal?: AbortSignal) =>
  itemsOf<Grant>(await ask('GET', '/api/grants', { query: { state }, signal }));

export const requestGrant = (body: {
  accountId: number;
  role: Role;
  gridCode?: string;
  validUntil?: string;
}) => ask<{ id: number }>('POST', '/api/grants', { body });

export const decideGrant = (id: number, approve: boolean) =>
  ask<unknown>('POST', '/api/grants/{id}/decision', { path: { id }, body: { approve } });

export const withdrawGrant = (id: number) => ask<undefined>('DELETE', '/api/grants/{id}', { path: { id } });
