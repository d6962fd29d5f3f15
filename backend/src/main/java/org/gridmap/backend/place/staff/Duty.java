package org.gridmap.backend.place.staff;

/**
 * What somebody in service does for a grid or a house, in the order in which a {@link StaffChain}
 * lists them.
 */
public enum Duty {
  /** Leads a grid of any level. */
  GRID_LEAD("网格长", true, false),
  /** Works in a grid. */
  GRID_OFFICER("网格员", true, false),
  /** Looks after one building. */
  BUILDING_HEAD("楼栋长", false, true),
  POLICE("片警", true, true),
  DOCTOR("村医", true, true),
  MARKET_INSPECTOR("市场监管员", true, true),
  JUDICIAL("司法协理员", true, true),
  FIREFIGHTER("消防员", true, true),
  VOLUNTEER("志愿者", true, true);

  private final String zh;
  private final boolean ofGrid;
  private final boolean ofHouse;

  Duty(String zh, boolean ofGrid, boolean ofHouse) {
    this.zh = zh;
    this.ofGrid = ofGrid;
    this.ofHouse = ofHouse;
  }

  /** What people call it. */
  public String zh() {
    return zh;
  }

  boolean ofGrid() {
    return ofGrid;
  }

  boolean ofHouse() {
    return ofHouse;
  }
}
