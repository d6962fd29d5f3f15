/**
 * Synthetic towns: a seeded, reproducible village with streets, grids, houses and head counts, a
 * draft of it with known defects for the coverage doctor, and plain lattices of any size for speed
 * measurements. Names and codes are real, every geometry and every head count is invented.
 */
@NullMarked
package org.gridmap.geodata.demo;

import org.jspecify.annotations.NullMarked;
