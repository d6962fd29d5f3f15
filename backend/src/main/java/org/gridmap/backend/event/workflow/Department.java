package org.gridmap.backend.event.workflow;

import org.gridmap.backend.place.staff.Duty;

/** Who deals with a category of events, and the post that does so in a grid. */
public enum Department {
  /** The grid itself. */
  VILLAGE("村（社区）", "Village or community", Duty.GRID_OFFICER),
  /** The lead of the whole area. */
  TOWN("镇（街道）", "Town or subdistrict", Duty.GRID_LEAD),
  POLICE("派出所", "Police", Duty.POLICE),
  MARKET_SUPERVISION("市场监管所", "Market supervision", Duty.MARKET_INSPECTOR),
  HOSPITAL("卫生院", "Hospital", Duty.DOCTOR),
  JUDICIAL("司法所", "Judicial office", Duty.JUDICIAL),
  FIRE("消防站", "Fire service", Duty.FIREFIGHTER);

  private final String zh;
  private final String en;
  private final Duty duty;

  Department(String zh, String en, Duty duty) {
    this.zh = zh;
    this.en = en;
    this.duty = duty;
  }

  /** What people call it, in Chinese. */
  public String zh() {
    return zh;
  }

  /** What people call it, in English. */
  public String en() {
    return en;
  }

  /** The post that answers for it: of {@link #TOWN} in the root, of all others in the grid. */
  public Duty duty() {
    return duty;
  }
}
