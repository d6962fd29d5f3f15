package org.gridmap.geodata.repair;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.MultiPolygon;

/**
 * A grid of a layer as it was drawn.
 *
 * @param row its row in the file, from 1
 * @param code its code; several grids may have the same one
 * @param parentCode the code of the grid above, which may be in the layer or not
 * @param geometry in the coordinates of the file; rings may cross
 */
public record DrawnGrid(
    long row, String code, @Nullable String parentCode, MultiPolygon geometry) {}
