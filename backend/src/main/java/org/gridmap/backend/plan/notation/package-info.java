/**
 * How operations and changes of a plan are written down. What an operation is in JSON, {@link
 * org.gridmap.geodata.topology.Operation} declares itself; here it is read strictly, and refused in
 * words. A change is told as the page draws it.
 */
@NamedInterface("notation")
@NullMarked
package org.gridmap.backend.plan.notation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
