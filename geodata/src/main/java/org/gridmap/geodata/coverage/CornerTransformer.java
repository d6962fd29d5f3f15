package org.gridmap.geodata.coverage;

import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;

/** Brings corners from one plane to another, ring by ring: that is faster than one by one. */
record CornerTransformer(DrawingPlane from, DrawingPlane to) implements CoordinateSequenceFilter {
  @Override
  public void filter(CoordinateSequence corners, int index) {
    if (index > 0) {
      return;
    }
    double[] positions = new double[2 * corners.size()];
    for (int i = 0; i < corners.size(); i++) {
      positions[2 * i] = corners.getX(i);
      positions[2 * i + 1] = corners.getY(i);
    }
    from.toLonLat(positions);
    to.fromLonLat(positions);
    for (int i = 0; i < corners.size(); i++) {
      corners.setOrdinate(i, CoordinateSequence.X, positions[2 * i]);
      corners.setOrdinate(i, CoordinateSequence.Y, positions[2 * i + 1]);
    }
  }

  @Override
  public boolean isDone() {
    return false;
  }

  @Override
  public boolean isGeometryChanged() {
    return true;
  }
}
