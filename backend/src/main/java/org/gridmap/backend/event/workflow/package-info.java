/**
 * The way of an event: categories, colours, steps, who may take them and what they need, as the
 * installation wrote them down. Plain Java; it knows no database and asks for no clock.
 */
@NamedInterface("workflow")
@NullMarked
package org.gridmap.backend.event.workflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
