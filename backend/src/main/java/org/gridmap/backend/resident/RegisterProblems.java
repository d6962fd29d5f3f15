package org.gridmap.backend.resident;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.ProblemType;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What can be wrong with a change of the register. */
@Configuration(proxyBeanMethods = false)
class RegisterProblems {
  static final ProblemType EDIT_CONFLICT =
      new ProblemType("edit-conflict", 412, "Somebody else changed it meanwhile");
  static final ProblemType PRECONDITION_REQUIRED =
      new ProblemType("precondition-required", 428, "Say which version you changed");

  /** A client that got the compressed form sends its suffix back. */
  private static final Pattern VERSION = Pattern.compile("\"([0-9]{1,18})(?:-gzip)?\"");

  @Bean
  ProblemType.Catalogue problemsOfTheRegister() {
    return () -> List.of(EDIT_CONFLICT, PRECONDITION_REQUIRED);
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
