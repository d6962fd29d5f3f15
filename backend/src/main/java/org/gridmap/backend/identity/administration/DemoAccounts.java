package org.gridmap.backend.identity.administration;

import java.util.List;
import java.util.Optional;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.identity.Accounts;
import org.gridmap.backend.identity.DemoMode;
import org.gridmap.backend.identity.SystemCallers;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One account for each role of a demonstration, open by one click. Their scopes lie in the area
 * whose division came into force first: the third leaf, the grid around it, the village, the area,
 * which is a village itself or a zone of many.
 */
@Component
@Profile(DemoMode.PROFILE)
class DemoAccounts {
  /** Which part of the area a role looks after. */
  private enum Part {
    NONE,
    LEAF,
    MIDDLE,
    VILLAGE,
    ROOT
  }

  private record Demo(String login, String name, Role role, Part part) {}

  private record Area(String root, String village, String middle, String leaf) {}

  private static final List<Demo> ACCOUNTS =
      List.of(
          new Demo("officer", "演示网格员", Role.OFFICER, Part.LEAF),
          new Demo("gridlead", "演示网格长", Role.GRID_LEAD, Part.MIDDLE),
          new Demo("lead", "演示村负责人", Role.COMMUNITY_LEAD, Part.VILLAGE),
          new Demo("planner", "演示规划员", Role.PLANNER, Part.ROOT),
          new Demo("leader", "演示领导", Role.LEADER, Part.ROOT),
          new Demo("responder", "演示应急人员", Role.RESPONDER, Part.ROOT),
          new Demo("sysadmin", "演示系统管理员", Role.SYSTEM_ADMIN, Part.NONE),
          new Demo("secadmin", "演示安全管理员", Role.SECURITY_ADMIN, Part.NONE),
          new Demo("secadmin2", "演示安全管理员（第二人）", Role.SECURITY_ADMIN, Part.NONE),
          new Demo("auditor", "演示审计员", Role.AUDITOR, Part.NONE));

  private static final SqlFile AREA = SqlFile.of(DemoAccounts.class, "demo-area.sql");

  private final JdbcClient jdbc;
  private final Accounts accounts;
  private final Grants grants;
  private final SystemCallers system;
  private final AuditLog audit;

  DemoAccounts(
      JdbcClient jdbc, Accounts accounts, Grants grants, SystemCallers system, AuditLog audit) {
    this.jdbc = jdbc;
    this.accounts = accounts;
    this.grants = grants;
    this.system = system;
    this.audit = audit;
  }

  /** After the sample was loaded, so that there are grids to look after. */
  @EventListener(ApplicationReadyEvent.class)
  void establish() {
    Optional<Area> area = AREA.on(jdbc).query(Area.class).optional();
    CurrentUser.runAs(
        system.firstStart(),
        () -> {
          for (Demo demo : ACCOUNTS) {
            // A scoped role waits for an area; the next start makes it.
            if (demo.part() == Part.NONE || area.isPresent()) {
              establish(demo, area.map(one -> code(one, demo.part())).orElse(null));
            }
          }
        });
  }

  private void establish(Demo demo, @Nullable String gridCode) {
    accounts
        .createDemo(demo.login(), demo.name())
        .ifPresent(id -> {
          audit.record(AuditEvent.done(AuditAction.ACCOUNT_CREATED, SubjectType.ACCOUNT, id));
          grants.establish(
              new Grants.Wanted(id, demo.role(), gridCode, null),
              system.firstStart().accountId(),
              system.cli().accountId());
        });
  }

  private static @Nullable String code(Area area, Part part) {
    return switch (part) {
      case NONE -> null;
      case LEAF -> area.leaf();
      case MIDDLE -> area.middle();
      case VILLAGE -> area.village();
      case ROOT -> area.root();
    };
  }
}
