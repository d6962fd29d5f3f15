/**
 * The map as bodies: 3D Tiles 1.1 with an implicit quadtree, drawn from the database on request.
 * Capabilities that stand on the map implement {@link org.gridmap.backend.map.tiles3d.SolidLayer}.
 */
@NamedInterface("tiles3d")
@NullMarked
package org.gridmap.backend.map.tiles3d;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
