package org.gridmap.backend.place.staff;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.idempotency.IdempotencyKeys;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.land.GridsInForce.GridInForce;
import org.gridmap.backend.place.staff.StaffMember.Assignment;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.RequestValidator;
import org.gridmap.backend.web.Versions;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps who is in service; changes the entries of grids in the caller's scope. */
@Service
class StaffRegister {
  private static final int MOST = 1_000;
  private static final SqlFile STAFF = SqlFile.of(StaffRegister.class, "staff.sql");
  private static final SqlFile ASSIGNMENTS = SqlFile.of(StaffRegister.class, "assignments.sql");

  private final JdbcClient jdbc;
  private final StaffRepository staff;
  private final Scope scope;
  private final GridsInForce grids;
  private final AuditLog audit;
  private final IdempotencyKeys keys;
  private final RequestValidator requests;

  StaffRegister(
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

  /** What is remembered of a creation. */
  record Created(long id) {}

  private record StoredStaff(
      long id,
      String name,
      StaffMember.StaffSex sex,
      StaffMember.StaffUnit unit,
      String unitName,
      String phone,
      @Nullable Long gridId,
      String gridCode,
      @Nullable LocalDate leftOn,
      long version) {
    StaffMember with(List<Assignment> assignments) {
      return new StaffMember(
          id, name, sex, unit, unitName, phone, gridId, gridCode, leftOn, assignments, version);
    }
  }

  private static final RowMapper<StoredStaff> STORED = new RecordRowMapper<>(StoredStaff.class);

  private record StoredPost(
      long id,
      long staffId,
      Duty role,
      @Nullable String gridCode,
      @Nullable Long houseId,
      LocalDate fromDay,
      @Nullable LocalDate untilDay) {
    Assignment assignment() {
      return new Assignment(id, role, role.zh(), gridCode, houseId, fromDay, untilDay);
    }
  }

  private static final RowMapper<StoredPost> POST = new RecordRowMapper<>(StoredPost.class);

  /**
   * Those in service, 1,000 at most.
   *
   * @param gridId entries of this grid and everything below it only
   * @param words a piece of the name
   */
  @Transactional(readOnly = true)
  public List<StaffMember> list(@Nullable Long gridId, @Nullable String words) {
    return list(null, gridId, words);
  }

  /**
   * One of the staff, also one who left.
   *
   * @throws ProblemException not-found
   */
  @Transactional(readOnly = true)
  public StaffMember get(long id) {
    return list(id, null, null).stream()
        .findFirst()
        .orElseThrow(() ->
            new ProblemException(
                WebProblems.NOT_FOUND, "There is nobody of the staff with this number."));
  }

  /**
   * Enters somebody.
   *
   * @param key value of the header {@code Idempotency-Key}
   * @throws ProblemException validation-failed, also for a grid outside the scope
   */
  @Transactional
  public StaffMember add(@Nullable String key, StaffMember.StaffInput input) {
    StaffMember.StaffInput wanted = requests.check(input);
    GridInForce grid = grid(wanted);
    return get(
        keys.once(key, "POST /api/staff", wanted, Created.class, () -> create(wanted, grid)).id());
  }

  private Created create(StaffMember.StaffInput wanted, GridInForce grid) {
    long id = staff.saveAndFlush(new StaffEntity(wanted, grid.code())).id();
    audit.record(
        AuditEvent.done(AuditAction.RECORD_CREATED, SubjectType.STAFF, id)
            .with(Map.of("grid", grid.code())));
    return new Created(id);
  }

  /**
   * Changes an entry.
   *
   * @throws ProblemException not-found outside the scope; precondition-required, edit-conflict,
   *     validation-failed
   */
  @Transactional
  public StaffMember change(long id, @Nullable String ifMatch, StaffMember.StaffInput input) {
    StaffEntity stored = lock(id);
    Versions.check(ifMatch, stored.version());
    StaffMember.StaffInput wanted = requests.check(input);
    stored.take(wanted, wanted.gridId() == null ? stored.gridCode() : grid(wanted).code());
    staff.flush();
    audit.record(AuditEvent.done(AuditAction.RECORD_CHANGED, SubjectType.STAFF, id));
    return get(id);
  }

  /**
   * Somebody leaves: what he answers for ends yesterday, what was to begin never does. Who never
   * had a post goes altogether.
   *
   * @throws ProblemException not-found outside the scope; precondition-required, edit-conflict
   */
  @Transactional
  public void leave(long id, @Nullable String ifMatch) {
    StaffEntity stored = lock(id);
    Versions.check(ifMatch, stored.version());
    LocalDate today = LocalDate.now(StaffChain.TOWN);
    jdbc.sql("DELETE FROM assignment WHERE staff_id = :id AND lower(valid) >= :today")
        .param("id", id)
        .param("today", today)
        .update();
    jdbc.sql(
            "UPDATE assignment SET valid = daterange(lower(valid), :today) WHERE staff_id = :id AND valid"
                + " @> CAST(:today AS date)")
        .param("id", id)
        .param("today", today)
        .update();
    boolean served =
        jdbc.sql("SELECT EXISTS (SELECT FROM assignment WHERE staff_id = :id)")
            .param("id", id)
            .query(Boolean.class)
            .single();
    if (served) {
      stored.leave(today);
    } else {
      staff.delete(stored);
    }
    audit.record(AuditEvent.done(AuditAction.RECORD_REMOVED, SubjectType.STAFF, id));
  }

  private StaffEntity lock(long id) {
    StaffEntity stored =
        staff.findByIdAndLeftOnIsNull(id).orElseThrow(() -> scope.outside(SubjectType.STAFF, null));
    List<GridInForce> today = grids.listByCode(stored.gridCode());
    if (today.isEmpty() || !today.stream().allMatch(grid -> scope.containsGrid(grid.id()))) {
      throw scope.outside(SubjectType.STAFF, id);
    }
    return stored;
  }

  private GridInForce grid(StaffMember.StaffInput wanted) {
    Long gridId = wanted.gridId();
    if (gridId == null) {
      throw Faults.refusal(List.of("gridId"));
    }
    return grids
        .find(gridId)
        .filter(grid -> scope.containsGrid(grid.id()))
        .orElseThrow(() -> Faults.refusal(List.of("gridId")));
  }

  private List<StaffMember> list(@Nullable Long id, @Nullable Long gridId, @Nullable String words) {
    List<StoredStaff> rows =
        STAFF
            .on(jdbc)
            .param("id", id)
            .param("grid", gridId)
            .param("words", words == null ? null : words.replaceAll("([\\\\%_])", "\\\\$1"))
            .param("limit", MOST)
            .query(STORED)
            .list();
    Map<Long, List<Assignment>> assignments =
        ASSIGNMENTS
            .on(jdbc)
            .param("staff", rows.stream().map(StoredStaff::id).toArray(Long[]::new))
            .query(POST)
            .list()
            .stream()
            .collect(
                Collectors.groupingBy(
                    StoredPost::staffId,
                    Collectors.mapping(StoredPost::assignment, Collectors.toList())));
    return rows.stream()
        .map(row -> row.with(assignments.getOrDefault(row.id(), List.of())))
        .toList();
  }
}
