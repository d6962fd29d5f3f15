package org.gridmap.backend.access;

import static org.gridmap.backend.access.Right.AGGREGATES;
import static org.gridmap.backend.access.Right.AUDIT;
import static org.gridmap.backend.access.Right.DRAFTS;
import static org.gridmap.backend.access.Right.EVENTS;
import static org.gridmap.backend.access.Right.EVENTS_REPORT;
import static org.gridmap.backend.access.Right.GRANTS;
import static org.gridmap.backend.access.Right.HOUSES_EDIT;
import static org.gridmap.backend.access.Right.MAP;
import static org.gridmap.backend.access.Right.OWN_ACCOUNT;
import static org.gridmap.backend.access.Right.PLACES_EDIT;
import static org.gridmap.backend.access.Right.PLANS;
import static org.gridmap.backend.access.Right.PLANS_DECIDE;
import static org.gridmap.backend.access.Right.REPORT;
import static org.gridmap.backend.access.Right.RESIDENTS;
import static org.gridmap.backend.access.Right.RESIDENTS_EDIT;
import static org.gridmap.backend.access.Right.REVEAL;
import static org.gridmap.backend.access.Right.STAFF_EDIT;
import static org.gridmap.backend.access.Right.SYSTEM;
import static org.gridmap.backend.access.Right.USERS;

import java.util.EnumSet;
import java.util.Set;

/** The roles of accounts. The three administrators have no rights on the data of the town. */
public enum Role {
  /** 网格员: the houses and families of his grid. */
  OFFICER(AGGREGATES, RESIDENTS, RESIDENTS_EDIT, REVEAL, HOUSES_EDIT, EVENTS, EVENTS_REPORT),
  /** 网格长: the same over the grids below his. */
  GRID_LEAD(AGGREGATES, RESIDENTS, RESIDENTS_EDIT, REVEAL, HOUSES_EDIT, EVENTS, EVENTS_REPORT),
  /** 村（社区）负责人: also places, staff and the answers to residents who ask what is held. */
  COMMUNITY_LEAD(
      AGGREGATES,
      RESIDENTS,
      RESIDENTS_EDIT,
      REVEAL,
      REPORT,
      HOUSES_EDIT,
      PLACES_EDIT,
      STAFF_EDIT,
      EVENTS,
      EVENTS_REPORT),
  /** 规划员: borders and plans, counts but no people; decides about plans of others. */
  PLANNER(DRAFTS, AGGREGATES, PLANS, PLANS_DECIDE),
  /** 领导: counts, decisions about plans, and events without words or pictures. */
  LEADER(AGGREGATES, PLANS_DECIDE, EVENTS, EVENTS_REPORT),
  /** 应急人员: people only inside an open incident; without one, the map. */
  RESPONDER(),
  /** 系统管理员. */
  SYSTEM_ADMIN(SYSTEM, GRANTS),
  /** 安全管理员. */
  SECURITY_ADMIN(USERS, GRANTS),
  /** 审计员. */
  AUDITOR(AUDIT);

  private final Set<Right> rights;

  Role(Right... own) {
    EnumSet<Right> all = EnumSet.of(MAP, OWN_ACCOUNT);
    all.addAll(Set.of(own));
    rights = Set.copyOf(all);
  }

  public Set<Right> rights() {
    return rights;
  }

  /** Whether the role is granted over a grid and everything below it. */
  public boolean scoped() {
    return this != SYSTEM_ADMIN && this != SECURITY_ADMIN && this != AUDITOR;
  }

  /** Whether the role answers for residents, so that its scope opens their records. */
  public boolean readsResidents() {
    return rights.contains(RESIDENTS);
  }

  /** Whether a password alone is not enough, demonstrations aside. */
  public boolean needsSecondFactor() {
    return switch (this) {
      case PLANNER, LEADER, SYSTEM_ADMIN, SECURITY_ADMIN, AUDITOR -> true;
      case OFFICER, GRID_LEAD, COMMUNITY_LEAD, RESPONDER -> false;
    };
  }
}
