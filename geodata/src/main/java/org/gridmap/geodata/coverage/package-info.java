/**
 * Is the land covered once and only once? {@link org.gridmap.geodata.coverage.CoverageCheck}
 * answers with a {@link org.gridmap.geodata.coverage.CoverageReport}: every overlap, gap and edge
 * mismatch with its place, its area and the grids involved.
 */
@NullMarked
package org.gridmap.geodata.coverage;

import org.jspecify.annotations.NullMarked;
