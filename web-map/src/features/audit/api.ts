import { ask } from '../../api/http';
import type { Fixed, Schemas } from '../../api/model';
import { itemsOf } from '../../api/session';

export type AuditEntry = Fixed<Schemas['AuditEntry']>;

export interface AuditFilter {
  from?: string;
  to?: string;
  action?: Schemas['AuditAction'];
  account?: string;
  subjectType?: Schemas['SubjectType'];
  subjectId?: string;
}

export type Verification = Fixed<Schemas['VerificationResult']>;

/** A page of the log, the youngest first; `before` is the `next` of the page before. */
export const listAudit = (
  filter: AuditFilter,
  before: number | undefined,
  limit: number,
  signal?: AbortSignal,
) =>
  ask<Fixed<Schemas['AuditPage']>>('GET', '/api/audit', {
    query: { ...filter, before, limit },
    signal,
  });

export const listAuditActions = async (signal?: AbortSignal) =>
  itemsOf<Schemas['AuditAction']>(await ask('GET', '/api/audit/actions', { signal }));

export const verifyAudit = () => ask<Verification>('POST', '/api/audit/verification');
