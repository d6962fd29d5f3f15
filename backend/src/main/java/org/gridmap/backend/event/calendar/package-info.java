/**
 * The working calendar of an installation: on which days and at which hours time runs for somebody
 * who must do something. Plain Java.
 */
@NamedInterface("calendar")
@NullMarked
package org.gridmap.backend.event.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
