package org.gridmap.backend.resident;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.AuditOutcome;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.ProblemType;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What can be wrong with a request about people. What lies outside the caller's scope is answered
 * exactly as what never existed, and both are audited alike, so that neither bytes nor time tell
 * them apart.
 */
@Component
public class RegisterProblems implements ProblemType.Catalogue {
  static final ProblemType EDIT_CONFLICT =
      new ProblemType("edit-conflict", 412, "Somebody else changed it meanwhile");
  static final ProblemType PRECONDITION_REQUIRED =
      new ProblemType("precondition-required", 428, "Say which version you changed");

  private static final Pattern VERSION = Pattern.compile("\"([0-9]{1,18})(?:-gzip)?\"");
  private static final Map<String, String> SENTENCES =
      Map.of(
          "HOUSE", "There is no such house.",
          "HOUSEHOLD", "There is no such household.",
          "RESIDENT", "There is no such resident.",
          "PHONE", "There is no such phone.",
          "GRID", "There is no such grid.");

  private final AuditLog audit;

  RegisterProblems(AuditLog audit) {
    this.audit = audit;
  }

  @Override
  public List<ProblemType> listTypes() {
    return List.of(EDIT_CONFLICT, PRECONDITION_REQUIRED);
  }

  /**
   * The refusal of something outside the scope, or that never existed; audited.
   *
   * @param type HOUSE, HOUSEHOLD, RESIDENT, PHONE or GRID
   */
  public ProblemException notFound(String type, long id) {
    audit.record(
        new AuditEvent("ACCESS_REFUSED", type, id, null, AuditOutcome.REFUSED, Map.of()));
    return new ProblemException(WebProblems.NOT_FOUND, String.valueOf(SENTENCES.get(type)));
  }

  /** The refusal of values; the fields are named, the values are not. */
  static ProblemException invalid(List<String> fields) {
    return new ProblemException(
        WebProblems.VALIDATION_FAILED,
        "These fields hold a value that is not allowed: " + String.join(", ", fields) + ".");
  }

  /**
   * The version that a change is based on.
   *
   * @param header value of {@code If-Match}
   * @throws ProblemException precondition-required if there is none, edit-conflict if it is not a
   *     version of ours
   */
  static long version(@Nullable String header) {
    if (header == null) {
      throw new ProblemException(
          PRECONDITION_REQUIRED, "Send the version that you read in the header 'If-Match'.");
    }
    Matcher match = VERSION.matcher(header.strip());
    if (!match.matches()) {
      throw conflict();
    }
    return Long.parseLong(match.group(1));
  }

  static ProblemException conflict() {
    return new ProblemException(EDIT_CONFLICT, "Read it again and repeat your change.");
  }

  /** The entity tag of a version. */
  static String tag(long version) {
    return "\"" + version + "\"";
  }
}
