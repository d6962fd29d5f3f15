/**
 * Whether a state is a partition: asked of what an operation touched, quickly and before it is
 * accepted, and of everything, slowly and by other means.
 */
@NullMarked
package org.gridmap.geodata.topology.check;

import org.jspecify.annotations.NullMarked;
