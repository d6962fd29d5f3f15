package org.gridmap.backend.identity.administration;

import java.util.List;
import org.gridmap.backend.web.ProblemType;
import org.springframework.stereotype.Component;

/** The kinds of problem that looking after accounts adds. */
@Component
class AdministrationProblems implements ProblemType.Catalogue {
  static final ProblemType SECOND_PERSON_REQUIRED =
      new ProblemType("second-person-required", 403, "Somebody else has to do this");
  static final ProblemType INVITATION_SPENT =
      new ProblemType("invitation-spent", 404, "The invitation is not valid");
  static final ProblemType LAST_ADMINISTRATOR =
      new ProblemType("last-administrator", 409, "Nobody would be left to look after accounts");
  static final ProblemType GRANT_CLOSED =
      new ProblemType("grant-closed", 409, "The grant is no longer open");
  static final ProblemType ROLES_CONFLICT =
      new ProblemType("roles-conflict", 409, "One person cannot hold these roles together");

  @Override
  public List<ProblemType> listTypes() {
    return List.of(
        SECOND_PERSON_REQUIRED, INVITATION_SPENT, LAST_ADMINISTRATOR, GRANT_CLOSED, ROLES_CONFLICT);
  }
}
