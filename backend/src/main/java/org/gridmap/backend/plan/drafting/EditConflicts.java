package org.gridmap.backend.plan.drafting;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.backend.plan.LogEntry;
import org.gridmap.backend.plan.PlanProblems;
import org.gridmap.backend.plan.PlanSummary.Person;
import org.gridmap.backend.plan.Plans;
import org.gridmap.backend.web.EditProblems;
import org.gridmap.backend.web.Problem;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.stereotype.Component;

/** Tells a planner why his edit was not stored, with what he needs to see both versions. */
@Component
class EditConflicts {
  /** Describes the answers of a route that may refuse an operation. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(responseCode = "200")
  @ApiResponse(
      responseCode = "422",
      description = "The plan would not hold",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = OperationRefused.class)))
  @interface MayRefuse {}

  /** Describes the answers of a route on which somebody else may have been faster. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(responseCode = "200")
  @ApiResponse(
      responseCode = "412",
      description = "Somebody else changed it meanwhile",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = EditConflict.class)))
  @interface MayConflict {}

  /**
   * The problem {@code operation-refused}.
   *
   * @param reason why
   * @param place where, longitude and latitude; left out where there is no place
   * @param grids codes of the grids concerned
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(allOf = Problem.class)
  record OperationRefused(Reason reason, @Nullable Coordinate place, List<String> grids) {
    Map<String, ?> members() {
      return place == null
          ? Map.of("reason", reason, "grids", grids)
          : Map.of("reason", reason, "place", place, "grids", grids);
    }
  }

  /**
   * The problem {@code edit-conflict}, where somebody else drew meanwhile.
   *
   * @param version the plan's now
   * @param yours what the edit concerns
   * @param theirs what was done to it before
   */
  @Schema(allOf = Problem.class)
  record EditConflict(long version, Yours yours, Theirs theirs) {
    Map<String, ?> members() {
      return Map.of("version", version, "yours", yours, "theirs", theirs);
    }
  }

  /**
   * @param edges as they would have been
   */
  record Yours(List<Edge> edges) {}

  /**
   * @param edges as they are now
   * @param grids codes of the grids that both edits concern
   * @param account who made the last of the edits that came before; null if that is not known
   * @param at when
   */
  record Theirs(
      List<Edge> edges, List<String> grids, @Nullable Person account, @Nullable Instant at) {}

  private final Plans plans;

  EditConflicts(Plans plans) {
    this.plans = plans;
  }

  /** A border that cannot be drawn like that, whatever others did. */
  static ProblemException refusal(RefusedOperationException refused) {
    return new ProblemException(
        PlanProblems.OPERATION_REFUSED,
        String.valueOf(refused.getMessage()),
        new OperationRefused(refused.reason(), refused.place(), refused.grids()).members());
  }

  /**
   * An edit that somebody else's overtook.
   *
   * @param version the plan's now
   * @param yours what the edit concerns; null if it is not known
   * @param edges as they would have been
   * @param since entries of the log since the version that it was based on
   * @param present the partition now
   */
  ProblemException conflict(
      long version,
      @Nullable Change yours,
      List<Edge> edges,
      List<LogEntry> since,
      GridPartition present) {
    List<LogEntry> meeting =
        since.stream().filter(entry -> yours == null || entry.change().meets(yours)).toList();
    List<LogEntry> shown = meeting.isEmpty() ? since : meeting;
    Set<Long> ids = new TreeSet<>();
    Set<String> grids = new TreeSet<>();
    for (LogEntry entry : shown) {
      entry.change().addedEdges().forEach(edge -> ids.add(edge.id()));
      Set<String> both = new TreeSet<>(entry.change().touched());
      if (yours != null) {
        both.retainAll(yours.touched());
      }
      both.stream()
          .filter(name -> name.startsWith("g"))
          .map(name -> name.substring(1))
          .forEach(grids::add);
    }
    List<Edge> theirs = new ArrayList<>();
    for (long id : ids) {
      present.findEdge(id).ifPresent(theirs::add);
    }
    LogEntry last = shown.isEmpty() ? null : shown.getLast();
    EditConflict conflict =
        new EditConflict(
            version,
            new Yours(edges),
            new Theirs(
                theirs,
                List.copyOf(grids),
                last == null ? null : plans.person(last.accountId()),
                last == null ? null : last.at()));
    return new ProblemException(
        EditProblems.EDIT_CONFLICT,
        "Look at both versions and repeat your change.",
        conflict.members());
  }

  /** Whether a change touches something by these names. */
  static boolean meets(Change change, Set<String> names) {
    return !Collections.disjoint(change.touched(), names);
  }
}
