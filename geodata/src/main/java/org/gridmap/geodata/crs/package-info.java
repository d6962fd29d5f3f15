/**
 * Coordinate reference systems: from any EPSG code to EPSG:4490 longitude and latitude, and the
 * evidence that coordinates are not in the system they claim.
 */
@NullMarked
package org.gridmap.geodata.crs;

import org.jspecify.annotations.NullMarked;
