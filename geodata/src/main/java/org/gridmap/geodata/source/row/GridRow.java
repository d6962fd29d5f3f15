package org.gridmap.geodata.source.row;

import org.gridmap.geodata.code.GridKind;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.MultiPolygon;

/**
 * A grid as a file gives it.
 *
 * @param row the place in the file, from 1
 * @param code the code; where the file has none, its id, and where it has none either, the row
 * @param coded whether the code came from a code field
 * @param name the name
 * @param parentCode the code of the grid above
 * @param level depth under the village, 1 = the village; of OpenStreetMap the administrative level
 * @param kind BASE unless the file says that the unit is a grid of its own
 * @param geometry EPSG:4490, longitude first, degrees; or as drawn, where the options say so
 */
public record GridRow(
    long row,
    String code,
    boolean coded,
    @Nullable String name,
    @Nullable String parentCode,
    @Nullable Integer level,
    GridKind kind,
    MultiPolygon geometry) {

  /** The same grid with another geometry. */
  public GridRow withGeometry(MultiPolygon other) {
    return new GridRow(row, code, coded, name, parentCode, level, kind, other);
  }
}
