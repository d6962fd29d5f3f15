import { ask } from './http';
import type { Fixed, Schemas } from './model';

/** What an account may do; the server decides, the page only leaves out what would be refused. */
export type Right = Schemas['Right'];

export type Role = Schemas['Role'];

/** Roles that are given for a grid and all below it. */
export const SCOPED_ROLES: readonly Role[] = [
  'OFFICER',
  'GRID_LEAD',
  'COMMUNITY_LEAD',
  'PLANNER',
  'LEADER',
  'RESPONDER',
];

/** `idleSeconds`: until the session ends if nothing more is asked for; asking for the session does not count. */
export type Session = Fixed<Schemas['SessionAnswer']>;

export type Enrolment = Fixed<Schemas['Enrolment']>;

export type AccessToken = Fixed<Schemas['ListedToken']>;

export type OpenSession = Fixed<Schemas['ListedSession']>;

export type OwnAccount = Fixed<Schemas['OwnAccount']>;

export const getSession = (signal?: AbortSignal) => ask<Session>('GET', '/api/session', { signal });

export const signIn = (login: string, password: string) =>
  ask<Session>('POST', '/api/session', { body: { login, password } });

export const signInDemo = (login: string) => ask<Session>('POST', '/api/session/demo', { body: { login } });

export const giveSecondFactor = (code: string) =>
  ask<Session>('POST', '/api/session/second-factor', { body: { code } });

export const signOut = () => ask<undefined>('DELETE', '/api/session');

/** The login that a one-time link opens; refused if the link is spent. */
export const getInvitationHolder = (token: string) =>
  ask<Schemas['Opened']>('POST', '/api/invitation/holder', { body: { token } });

export const acceptInvitation = (token: string, password: string) =>
  ask<Schemas['Opened']>('POST', '/api/invitation', { body: { token, password } });

export const getAccount = (signal?: AbortSignal) => ask<OwnAccount>('GET', '/api/account', { signal });

export const changePassword = (currentPassword: string, newPassword: string) =>
  ask<unknown>('PUT', '/api/account/password', { body: { currentPassword, newPassword } });

export const beginTotp = () => ask<Enrolment>('POST', '/api/account/totp');

export const confirmTotp = (code: string) =>
  ask<Schemas['Enrolled']>('PUT', '/api/account/totp', { body: { code } });

export const removeTotp = (code: string) => ask<unknown>('DELETE', '/api/account/totp', { body: { code } });

export const listTokens = async (signal?: AbortSignal) =>
  itemsOf<AccessToken>(await ask('GET', '/api/account/tokens', { signal }));

export const createToken = (name: string, days: number) =>
  ask<Schemas['Fresh']>('POST', '/api/account/tokens', {
    body: { name, days },
  });

export const removeToken = (id: number) =>
  ask<undefined>('DELETE', '/api/account/tokens/{id}', { path: { id } });

export const listSessions = async (signal?: AbortSignal) =>
  itemsOf<OpenSession>(await ask('GET', '/api/account/sessions', { signal }));

export const removeSession = (id: number) =>
  ask<undefined>('DELETE', '/api/account/sessions/{id}', { path: { id } });

/** A list, whether the server sends it bare or as `items`. */
export function itemsOf<T>(answer: unknown): T[] {
  if (Array.isArray(answer)) return answer as T[];
  return (answer as { items?: T[] }).items ?? [];
}
