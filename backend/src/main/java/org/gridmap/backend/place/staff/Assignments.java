package org.gridmap.backend.place.staff;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.idempotency.IdempotencyKeys;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.land.GridsInForce.GridInForce;
import org.gridmap.backend.web.CodeOf;
import org.gridmap.backend.web.CrossFieldRules;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.RequestValidator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gives people in service grids and houses of the caller's scope to answer for, and ends that. */
@Service
class Assignments {

  private final JdbcClient jdbc;
  private final StaffRepository staff;
  private final Scope scope;
  private final GridsInForce grids;
  private final AuditLog audit;
  private final IdempotencyKeys keys;
  private final RequestValidator requests;

  Assignments(
      JdbcClient jdbc,
      StaffRepository staff,
      Scope scope,
      GridsInForce grids,
      AuditLog audit,
      IdempotencyKeys keys,
      RequestValidator requests) {
    this.jdbc = jdbc;
    this.staff = staff;
    this.scope = scope;
    this.grids = grids;
    this.audit = audit;
    this.keys = keys;
    this.requests = requests;
  }

  /**
   * An assignment as a client sends it: of a grid or of a house.
   *
   * @param staffId who
   * @param gridId the grid in force
   * @param houseId the house
   * @param role what he is there
   * @param from first day; left out, today
   * @param until last day; left out, without an end
   */
  record AssignmentInput(
      @NotNull @Nullable Long staffId,
      @Nullable Long gridId,
      @Nullable Long houseId,
      @NotNull @CodeOf(Duty.class) @Schema(implementation = Duty.class) @Nullable String role,
      @Nullable LocalDate from,
      @Nullable LocalDate until)
      implements CrossFieldRules {
    AssignmentInput {
      from = Objects.requireNonNullElseGet(from, () -> LocalDate.now(StaffChain.TOWN));
    }

    @Override
    public Stream<String> broken() {
      Stream.Builder<String> fields = Stream.builder();
      if ((gridId == null) == (houseId == null)) {
        fields.add("gridId");
      }
      boolean fits =
          Arrays.stream(Duty.values())
              .filter(duty -> duty.name().equals(role))
              .allMatch(duty -> gridId == null ? duty.ofHouse() : duty.ofGrid());
      if (!fits) {
        fields.add("role");
      }
      LocalDate first = Objects.requireNonNull(from);
      if (!isPlausible(first)) {
        fields.add("from");
      }
      if (until != null && (!isPlausible(until) || until.isBefore(first))) {
        fields.add("until");
      }
      return fields.build();
    }

    private static boolean isPlausible(LocalDate day) {
      return day.getYear() >= 1950 && day.getYear() <= 2200;
    }
  }

  /**
   * What was stored.
   *
   * @param id number of the assignment
   */
  record CreatedAssignment(long id) {}

  private record StoredAssignment(
      @Nullable String gridCode, @Nullable Long houseId, LocalDate fromDay) {}

  /**
   * Assigns somebody.
   *
   * @param key value of the header {@code Idempotency-Key}
   * @throws ProblemException not-found for a grid or house outside the scope; validation-failed;
   *     assignment-conflict if he holds that post at that time already
   */
  @Transactional
  public CreatedAssignment add(@Nullable String key, AssignmentInput input) {
    AssignmentInput wanted = requests.check(input);
    String gridCode = requirePlace(wanted);
    return keys.once(
        key,
        "POST /api/assignments",
        wanted,
        CreatedAssignment.class,
        () -> create(wanted, gridCode));
  }

  /** Code of the grid that is meant; null for a house. */
  private @Nullable String requirePlace(AssignmentInput wanted) {
    Long gridId = wanted.gridId();
    if (gridId == null) {
      scope.requireHouse(Objects.requireNonNull(wanted.houseId()));
      return null;
    }
    scope.requireGrid(gridId);
    return grids.find(gridId).orElseThrow().code();
  }

  private CreatedAssignment create(AssignmentInput wanted, @Nullable String gridCode) {
    Long staffId = wanted.staffId();
    if (staffId == null || !staff.existsByIdAndLeftOnIsNull(staffId)) {
      throw Faults.refusal(List.of("staffId"));
    }
    long id = insert(jdbc, wanted, gridCode);
    Map<String, String> detail = new HashMap<>();
    detail.put("role", String.valueOf(wanted.role()));
    detail.put("staff", String.valueOf(wanted.staffId()));
    detail.put("from", String.valueOf(wanted.from()));
    if (gridCode != null) {
      detail.put("grid", gridCode);
    } else {
      detail.put("house", String.valueOf(wanted.houseId()));
    }
    audit.record(
        AuditEvent.done(AuditAction.RECORD_CREATED, SubjectType.ASSIGNMENT, id).with(detail));
    return new CreatedAssignment(id);
  }

  static long insert(JdbcClient jdbc, AssignmentInput wanted, @Nullable String gridCode) {
    LocalDate until = wanted.until();
    try {
      return jdbc.sql(
              """
              INSERT INTO assignment (staff_id, grid_code, house_id, role, valid)
              VALUES (:staff, :grid, :house, :role, daterange(CAST(:from AS date), CAST(:end AS date)))
              RETURNING id
              """)
          .param("staff", wanted.staffId())
          .param("grid", gridCode)
          .param("house", wanted.houseId())
          .param("role", wanted.role())
          .param("from", wanted.from())
          .param("end", until == null ? null : until.plusDays(1))
          .query(Long.class)
          .single();
    } catch (DataIntegrityViolationException e) {
      throw new ProblemException(
          StaffProblems.ASSIGNMENT_CONFLICT,
          "The same person holds the same post in this time. End that assignment first.");
    }
  }

  /**
   * Ends an assignment: it was in force to the end of yesterday. One that has not begun is taken
   * back.
   *
   * @throws ProblemException not-found outside the scope
   */
  @Transactional
  public void end(long id) {
    StoredAssignment stored =
        jdbc.sql(
                "SELECT grid_code, house_id, lower(valid) AS from_day FROM assignment WHERE id = :id AND (upper(valid)"
                    + " IS NULL OR upper(valid) > :today) FOR UPDATE")
            .param("id", id)
            .param("today", LocalDate.now(StaffChain.TOWN))
            .query(StoredAssignment.class)
            .optional()
            .orElseThrow(() -> scope.outside(SubjectType.ASSIGNMENT, null));
    if (!isInScope(stored)) {
      throw scope.outside(SubjectType.ASSIGNMENT, id);
    }
    LocalDate today = LocalDate.now(StaffChain.TOWN);
    if (stored.fromDay().isBefore(today)) {
      jdbc.sql("UPDATE assignment SET valid = daterange(lower(valid), :today) WHERE id = :id")
          .param("today", today)
          .param("id", id)
          .update();
    } else {
      jdbc.sql("DELETE FROM assignment WHERE id = :id").param("id", id).update();
    }
    audit.record(AuditEvent.done(AuditAction.RECORD_REMOVED, SubjectType.ASSIGNMENT, id));
  }

  private boolean isInScope(StoredAssignment stored) {
    Long houseId = stored.houseId();
    String code = stored.gridCode();
    if (houseId != null) {
      return scope.containsHouse(houseId);
    }
    List<GridInForce> today = code == null ? List.of() : grids.listByCode(code);
    return !today.isEmpty() && today.stream().allMatch(grid -> scope.containsGrid(grid.id()));
  }
}
