/**
 * Synthetic towns: a seeded, reproducible village with streets, grids, houses and head counts, a
 * draft of it with known defects for the coverage check, a second, rural village, and a zone of
 * many villages. The names and codes of the two villages and the name of the zone are real; every
 * geometry, street, firm and head count is invented.
 *
 * <p>A town is made in the order outline, streets, grids, plots, houses. The package is larger than
 * others because these steps share the metric sheet and the random streams and are of no use alone.
 */
@NullMarked
package org.gridmap.geodata.demo;

import org.jspecify.annotations.NullMarked;
