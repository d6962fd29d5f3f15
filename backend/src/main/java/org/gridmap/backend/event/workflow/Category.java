package org.gridmap.backend.event.workflow;

import java.util.List;

/**
 * A kind of events.
 *
 * @param code short name, kept with each event
 * @param zh what people choose, in Chinese
 * @param en the same in English
 * @param group what it is listed under
 * @param department who deals with it
 * @param workflow name of the way that its events take
 * @param published whether other platforms may report and read its events; not where the category
 *     alone tells something of the people at that place
 * @param keywords words by which it is found, in either language
 */
public record Category(
    String code,
    String zh,
    String en,
    CategoryGroup group,
    Department department,
    String workflow,
    boolean published,
    List<String> keywords) {

  public Category {
    keywords = List.copyOf(keywords);
  }

  /**
   * A heading over categories.
   *
   * @param code short name
   * @param zh what people read, in Chinese
   * @param en the same in English
   */
  public record CategoryGroup(String code, String zh, String en) {}
}
