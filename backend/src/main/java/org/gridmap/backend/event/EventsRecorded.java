package org.gridmap.backend.event;

import java.util.List;

/**
 * What was done with events, told in the transaction that does it.
 *
 * @param entries in their order
 */
public record EventsRecorded(List<EventRecorded> entries) {
  public EventsRecorded {
    entries = List.copyOf(entries);
  }
}
