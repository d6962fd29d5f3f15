/**
 * Counts and finds events in columns that each server keeps in its memory and brings up to date by
 * the revision of the events before it answers: no report waits for a count, and a million events
 * are counted in the time of a blink.
 */
@NamedInterface("tally")
@NullMarked
package org.gridmap.backend.event.tally;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
