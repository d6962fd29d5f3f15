import { ask } from '../../../api/http';
import type { Fixed, Schemas } from '../../../api/model';
import { itemsOf, type Role } from '../../../api/session';

/** A role in force. */
export type UserRole = Fixed<Schemas['UserRole']>;

export type User = Fixed<Schemas['User']>;

/** Somebody who had a part in a grant. */
export type Person = Fixed<Schemas['GrantPerson']>;

export type Grant = Fixed<Schemas['Grant']>;

/** A one-time link and what it opens; the server keeps nothing of it. */
export type Invitation = Fixed<Schemas['Invitation']>;

export const listUsers = async (signal?: AbortSignal) =>
  itemsOf<User>(await ask('GET', '/api/users', { signal }));

export const inviteUser = (login: string, name: string) =>
  ask<Schemas['NewUserMade']>('POST', '/api/users', { body: { login, name } });

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
