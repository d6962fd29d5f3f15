/**
 * Turns the features of a file into typed rows (grids, houses, roads) by the field names that
 * Chinese town offices, GIS programs and OpenStreetMap use.
 */
@NullMarked
package org.gridmap.geodata.source.row;

import org.jspecify.annotations.NullMarked;
