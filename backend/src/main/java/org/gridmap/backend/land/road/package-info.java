/** Roads: stored from imports, drawn under the grids. */
@NamedInterface("road")
@NullMarked
package org.gridmap.backend.land.road;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
