/**
 * How operations and changes of a plan are written down: operations as planners send them and as
 * the log keeps them, changes as the page draws them and as the log keeps them. What a client sent
 * is read here field by field; nothing that is not known gets through.
 */
@NamedInterface("notation")
@NullMarked
package org.gridmap.backend.plan.notation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
