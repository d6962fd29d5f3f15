/** Sizes on the ground of what is given in degrees: areas on the ellipsoid, lengths. */
@NullMarked
package org.gridmap.geodata.metric;

import org.jspecify.annotations.NullMarked;
