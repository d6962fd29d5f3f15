package org.gridmap.backend.audit;

import java.util.List;
import java.util.Set;

/**
 * Everything that leaves an entry. A new kind of action is one more constant, and one more line.
 */
public final class AuditActions {
  public static final String LOGIN = "LOGIN";
  public static final String LOGIN_FAILED = "LOGIN_FAILED";
  public static final String LOGOUT = "LOGOUT";
  public static final String SESSION_ENDED = "SESSION_ENDED";
  public static final String SECOND_FACTOR_PASSED = "SECOND_FACTOR_PASSED";
  public static final String SECOND_FACTOR_FAILED = "SECOND_FACTOR_FAILED";
  public static final String SECOND_FACTOR_ENROLLED = "SECOND_FACTOR_ENROLLED";
  public static final String SECOND_FACTOR_REMOVED = "SECOND_FACTOR_REMOVED";
  public static final String RECOVERY_CODE_USED = "RECOVERY_CODE_USED";
  public static final String TOKEN_CREATED = "TOKEN_CREATED";
  public static final String TOKEN_REVOKED = "TOKEN_REVOKED";
  public static final String PASSWORD_CHANGED = "PASSWORD_CHANGED";
  public static final String ACCOUNT_CREATED = "ACCOUNT_CREATED";
  public static final String ACCOUNT_CHANGED = "ACCOUNT_CHANGED";
  public static final String ACCOUNT_INVITED = "ACCOUNT_INVITED";
  public static final String ACCOUNT_OPENED = "ACCOUNT_OPENED";
  public static final String ACCOUNT_LOCKED = "ACCOUNT_LOCKED";
  public static final String GRANT_REQUESTED = "GRANT_REQUESTED";
  public static final String GRANT_DECIDED = "GRANT_DECIDED";
  public static final String GRANT_WITHDRAWN = "GRANT_WITHDRAWN";
  public static final String ACCESS_REFUSED = "ACCESS_REFUSED";
  public static final String REVEAL = "REVEAL";
  public static final String SEARCH = "SEARCH";

  /**
   * Looking up was refused: a budget is spent, or somebody tries one person's name or phone after
   * the other.
   */
  public static final String LOOKUP_REFUSED = "LOOKUP_REFUSED";

  public static final String VIEW = "VIEW";
  public static final String EXPORT = "EXPORT";
  public static final String RECORD_CREATED = "RECORD_CREATED";
  public static final String RECORD_CHANGED = "RECORD_CHANGED";
  public static final String RECORD_MOVED = "RECORD_MOVED";
  public static final String RECORD_REMOVED = "RECORD_REMOVED";
  public static final String PHOTO_ADDED = "PHOTO_ADDED";
  public static final String PHOTO_VIEWED = "PHOTO_VIEWED";
  public static final String PHOTO_REMOVED = "PHOTO_REMOVED";
  public static final String REPORT_MADE = "REPORT_MADE";
  public static final String IMPORT = "IMPORT";
  public static final String SAMPLE_LOADED = "SAMPLE_LOADED";
  public static final String PLAN_CREATED = "PLAN_CREATED";
  public static final String PLAN_CHANGED = "PLAN_CHANGED";
  public static final String PLAN_CARRIED_OVER = "PLAN_CARRIED_OVER";
  public static final String PLAN_WITHDRAWN = "PLAN_WITHDRAWN";
  public static final String PLAN_COUNTS_READ = "PLAN_COUNTS_READ";
  public static final String PLAN_SUBMITTED = "PLAN_SUBMITTED";
  public static final String PLAN_RETURNED = "PLAN_RETURNED";
  public static final String PLAN_APPROVED = "PLAN_APPROVED";
  public static final String PLAN_PUBLISHED = "PLAN_PUBLISHED";
  public static final String PUBLICATION_CHANGE_ASKED = "PUBLICATION_CHANGE_ASKED";
  public static final String PUBLICATION_CHANGE_DROPPED = "PUBLICATION_CHANGE_DROPPED";
  public static final String PUBLICATION_CALLED_OFF = "PUBLICATION_CALLED_OFF";
  public static final String PUBLICATION_MOVED = "PUBLICATION_MOVED";
  public static final String KEY_ROTATED = "KEY_ROTATED";
  public static final String AUDIT_READ = "AUDIT_READ";
  public static final String AUDIT_VERIFIED = "AUDIT_VERIFIED";

  private static final List<String> ALL =
      List.of(
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
          PLAN_CARRIED_OVER,
          PLAN_WITHDRAWN,
          PLAN_COUNTS_READ,
          PLAN_SUBMITTED,
          PLAN_RETURNED,
          PLAN_APPROVED,
          PLAN_PUBLISHED,
          PUBLICATION_CHANGE_ASKED,
          PUBLICATION_CHANGE_DROPPED,
          PUBLICATION_CALLED_OFF,
          PUBLICATION_MOVED,
          KEY_ROTATED,
          AUDIT_READ,
          AUDIT_VERIFIED);
  private static final Set<String> KNOWN = Set.copyOf(ALL);

  private AuditActions() {}

  /** Every action, in the order in which a person would look for it. */
  public static List<String> list() {
    return ALL;
  }

  static boolean isKnown(String action) {
    return KNOWN.contains(action);
  }
}
