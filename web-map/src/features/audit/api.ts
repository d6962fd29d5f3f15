import { ask } from '../../api/http';
import { itemsOf } from '../../api/session';

export interface AuditEntry {
  readonly id: number;
  readonly at: string;
  readonly account: number | string | null;
  readonly login: string | null;
  readonly via: string | null;
  readonly action: string;
  readonly outcome: string;
  readonly subjectType: string | null;
  readonly subjectId: number | null;
  readonly purpose: string | null;
  readonly detail: Readonly<Record<string, string>> | null;
  readonly address: string | null;
}

/** What an entry may be about. */
export const SUBJECTS = [
  'resident',
  'household',
  'house',
  'grid',
  'account',
  'grant',
  'session',
  'token',
  'photo',
  'plan',
  'division',
  'organisation',
  'staff',
  'assignment',
  'station',
  'resource',
] as const;

export interface AuditFilter {
  from?: string;
  to?: string;
  action?: string;
  account?: string;
  subjectType?: string;
  subjectId?: string;
}

export interface Verification {
  readonly entries: number;
  readonly sound: boolean;
  readonly firstFault?: unknown;
}

export interface AuditPage {
  readonly items: AuditEntry[];
  readonly next?: number | string | null;
  /** What the accounts are called that the entries are about or name, by their numbers. */
  readonly logins: Readonly<Record<string, string>>;
}

/** A page of the log, the youngest first; `before` is the `next` of the page before. */
export const listAudit = (
  filter: AuditFilter,
  before: number | string | undefined,
  limit: number,
  signal?: AbortSignal,
) =>
  ask<AuditPage>('GET', '/api/audit', {
    query: { ...filter, before, limit },
    signal,
  });

export const listAuditActions = async (signal?: AbortSignal) =>
  itemsOf<string>(await ask('GET', '/api/audit/actions', { signal }));

export const verifyAudit = () => ask<Verification>('POST', '/api/audit/verification');
