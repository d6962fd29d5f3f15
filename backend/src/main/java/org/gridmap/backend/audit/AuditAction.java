package org.gridmap.backend.audit;

/**
 * What an entry of the audit log says was done, in the order in which a reader would look for it.
 * The log is kept for years: a value that was written once is never removed from here.
 */
public enum AuditAction {
  LOGIN,
  LOGIN_FAILED,
  LOGOUT,
  SESSION_ENDED,
  SECOND_FACTOR_PASSED,
  SECOND_FACTOR_FAILED,
  SECOND_FACTOR_ENROLLED,
  SECOND_FACTOR_REMOVED,
  RECOVERY_CODE_USED,
  TOKEN_CREATED,
  TOKEN_REVOKED,
  PASSWORD_CHANGED,
  ACCOUNT_CREATED,
  ACCOUNT_CHANGED,
  ACCOUNT_INVITED,
  ACCOUNT_OPENED,
  ACCOUNT_LOCKED,
  GRANT_REQUESTED,
  GRANT_DECIDED,
  GRANT_WITHDRAWN,
  ACCESS_REFUSED,
  REVEAL,
  SEARCH,
  /**
   * Looking up was refused: a budget is spent, or somebody tries one person's name or phone after
   * the other.
   */
  LOOKUP_REFUSED,
  VIEW,
  EXPORT,
  RECORD_CREATED,
  RECORD_CHANGED,
  RECORD_MOVED,
  RECORD_REMOVED,
  PHOTO_ADDED,
  PHOTO_VIEWED,
  PHOTO_REMOVED,
  REPORT_MADE,
  IMPORT,
  SAMPLE_LOADED,
  PLAN_CREATED,
  PLAN_CHANGED,
  PLAN_WITHDRAWN,
  PLAN_COUNTS_READ,
  PLAN_SUBMITTED,
  PLAN_RETURNED,
  PLAN_APPROVED,
  PLAN_PUBLISHED,
  KEY_ROTATED,
  AUDIT_READ,
  AUDIT_VERIFIED
}
