/**
 * Deadlines of events, kept in the database: each fires once, whichever server is up at its moment.
 */
@NamedInterface("deadline")
@NullMarked
package org.gridmap.backend.event.deadline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
