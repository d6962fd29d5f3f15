/**
 * The town as bodies: a footprint with a height becomes a closed <em>solid</em>, solids and what is
 * told of them become a binary glTF 2.0 ({@code EXT_mesh_features}, {@code
 * EXT_structural_metadata}), and the cells of a quadtree say in {@code .subtree} files where such
 * models are (3D Tiles 1.1).
 *
 * <p>Solids stand in a <em>local frame</em>: metres to the east, to the north and up from a place
 * on the WGS 84 ellipsoid, from which that of EPSG:4490 differs by a tenth of a millimetre.
 */
@NullMarked
package org.gridmap.geodata.solid;

import org.jspecify.annotations.NullMarked;
