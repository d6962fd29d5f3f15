package org.gridmap.geodata.coverage;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/**
 * One grid as the coverage check sees it.
 *
 * @param code the code or id that findings name it by
 * @param geometry a {@link Polygon} or {@link MultiPolygon}, longitude or easting first; degrees of
 *     EPSG:4490 unless a {@link DrawingPlane} goes with it
 */
public record GridShape(String code, Geometry geometry) {

  /**
   * @throws IllegalArgumentException if the geometry is not polygonal
   */
  public GridShape {
    if (!(geometry instanceof Polygon) && !(geometry instanceof MultiPolygon)) {
      throw new IllegalArgumentException(
          "a grid is a Polygon or a MultiPolygon, not a " + geometry.getGeometryType());
    }
  }
}
