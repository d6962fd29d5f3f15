package org.gridmap.backend.event;

import java.time.Instant;
import org.gridmap.backend.event.EventSummary.EventState;
import org.gridmap.backend.event.workflow.Urgency;

/**
 * Something that was done with an event. Nothing in it is personal.
 *
 * @param number number of the event in its village
 * @param action what was done
 * @param category code of its category
 * @param urgency its colour
 * @param state where it stands now
 * @param step the step that must be taken next
 * @param gridCode code of its grid
 * @param gridName name of its grid
 * @param at when
 */
public record EventRecorded(
    String number,
    HistoryAction action,
    String category,
    Urgency urgency,
    EventState state,
    String step,
    String gridCode,
    String gridName,
    Instant at) {}
