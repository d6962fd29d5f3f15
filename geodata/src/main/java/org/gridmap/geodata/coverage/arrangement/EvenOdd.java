package org.gridmap.geodata.coverage.arrangement;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * Makes valid polygons of rings that cross one another by the even-odd rule: a point is inside if
 * an odd number of rings lies around it, whatever their direction.
 */
public final class EvenOdd {
  private EvenOdd() {}

  /**
   * @param drawn polygons that may be invalid, all coordinates finite
   * @param latticePerUnit as in {@link SegmentNoder}
   * @param crossings how many crossings may be cut
   * @param tests how many pairs of segments may be compared
   * @return valid polygons, or null if that would cost more
   */
  public static @Nullable Geometry read(
      Geometry drawn, double latticePerUnit, int crossings, long tests) {
    Segments rings;
    try (Workers alone = new Workers(1)) {
      rings = new EdgeTable(new Geometry[] {drawn}, null, alone).open();
    }
    Segments noded = new SegmentNoder(latticePerUnit, crossings, tests, (a, b) -> {}).node(rings);
    if (noded == null) {
      return null;
    }
    // Where two rings run along one another the number does not change between odd and even.
    Segments odd = new Segments(noded.size());
    for (int i = 0; i < noded.size(); i++) {
      if ((noded.grids[i] & 1) != 0) {
        odd.add(noded.x0[i], noded.y0[i], noded.x1[i], noded.y1[i], 1, 0);
      }
    }
    List<Polygon> land = new ArrayList<>();
    for (Face face : new FaceGraph(odd).faces()) {
      if ((face.grids() & 1) != 0) {
        Geometry part = face.geometry(drawn.getFactory());
        for (int g = 0; g < part.getNumGeometries(); g++) {
          land.add((Polygon) part.getGeometryN(g));
        }
      }
    }
    return land.size() == 1
        ? land.getFirst()
        : drawn.getFactory().createMultiPolygon(land.toArray(Polygon[]::new));
  }
}
