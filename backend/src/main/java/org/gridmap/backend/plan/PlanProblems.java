package org.gridmap.backend.plan;

import java.util.List;
import org.gridmap.backend.web.ProblemType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of problem that a plan can meet. */
@Configuration(proxyBeanMethods = false)
public class PlanProblems {
  public static final ProblemType PLAN_NOT_EDITABLE =
      new ProblemType("plan-not-editable", 409, "The plan is not a draft");
  public static final ProblemType PLAN_STATE_CONFLICT =
      new ProblemType("plan-state-conflict", 409, "The plan is in another state");
  public static final ProblemType PLAN_DAMAGED =
      new ProblemType("plan-damaged", 409, "The log of the plan does not give the plan");
  public static final ProblemType CARRY_OVER_REFUSED =
      new ProblemType("carry-over-refused", 409, "The plan cannot be carried over");
  public static final ProblemType NOTHING_TO_UNDO =
      new ProblemType("nothing-to-undo", 409, "There is nothing to take back");
  public static final ProblemType OPERATION_REFUSED =
      new ProblemType("operation-refused", 422, "The border cannot be drawn like that");
  public static final ProblemType GEOMETRY_INVALID =
      new ProblemType("geometry-invalid", 422, "The borders are beyond repair");

  @Bean
  ProblemType.Catalogue problemsOfPlans() {
    return () ->
        List.of(
            PLAN_NOT_EDITABLE,
            PLAN_STATE_CONFLICT,
            PLAN_DAMAGED,
            CARRY_OVER_REFUSED,
            NOTHING_TO_UNDO,
            OPERATION_REFUSED,
            GEOMETRY_INVALID);
  }
}
