package org.gridmap.backend.event.tally;

import java.util.List;

/**
 * What was found.
 *
 * @param events one page, in the order that was asked for
 * @param total how many there are altogether
 * @param revision number of the last change that is in it
 */
public record FoundEvents(List<FoundEvent> events, long total, long revision) {

  /**
   * An event as a map shows it.
   *
   * @param id its number
   * @param longitude degrees
   * @param latitude degrees
   * @param urgency its colour
   * @param category code of its category
   * @param open whether it is not closed
   * @param supervised whether it is under supervision
   * @param overdue whether it is open and its time ran out
   * @param reportedSecond seconds since 1970 at which it was reported
   */
  public record FoundEvent(
      long id,
      double longitude,
      double latitude,
      String urgency,
      String category,
      boolean open,
      boolean supervised,
      boolean overdue,
      long reportedSecond) {}
}
