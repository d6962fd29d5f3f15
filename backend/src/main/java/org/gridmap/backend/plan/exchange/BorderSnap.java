package org.gridmap.backend.plan.exchange;

import java.util.List;
import org.gridmap.geodata.corner.Corners;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.GridPartition;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.LineSegment;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Puts corners of a file that lie beside a border of the plan onto it, so that what was not meant
 * to be changed does not change: files round, and bring metres to degrees.
 */
final class BorderSnap {
  /** Nearer than this two places are one. */
  static final double METRES = GridPartition.BuildOptions.EXACT.toleranceMetres();

  private static final double METRES_OF_LATITUDE = 110_574;
  private static final double METRES_OF_LONGITUDE = 111_320;

  private final STRtree segments = new STRtree();
  private final double eastMetres;

  BorderSnap(GridPartition partition) {
    Envelope bounds = new Envelope();
    for (Edge edge : partition.edges()) {
      List<Coordinate> points = edge.points();
      for (int i = 1; i < points.size(); i++) {
        segments.insert(
            new Envelope(points.get(i - 1), points.get(i)),
            new LineSegment(points.get(i - 1), points.get(i)));
        bounds.expandToInclude(points.get(i));
      }
    }
    eastMetres =
        METRES_OF_LONGITUDE * Math.cos(Math.toRadians(bounds.isNull() ? 0 : bounds.centre().y));
    segments.build();
  }

  MultiPolygon snapped(MultiPolygon land) {
    return Corners.moved(land, this::snapped);
  }

  private Coordinate snapped(Coordinate at) {
    Envelope near = new Envelope(at);
    near.expandBy(METRES / eastMetres, METRES / METRES_OF_LATITUDE);
    Coordinate corner = null;
    Coordinate onBorder = null;
    for (Object found : segments.query(near)) {
      LineSegment segment = (LineSegment) found;
      corner = nearer(at, corner, segment.p0);
      corner = nearer(at, corner, segment.p1);
      onBorder = nearer(at, onBorder, foot(at, segment));
    }
    return corner != null
        ? corner.copy()
        : PrecisionLattice.round(onBorder == null ? at : onBorder);
  }

  /** The nearest place of a segment on the ground. */
  private Coordinate foot(Coordinate at, LineSegment segment) {
    double dx = (segment.p1.x - segment.p0.x) * eastMetres;
    double dy = (segment.p1.y - segment.p0.y) * METRES_OF_LATITUDE;
    double square = dx * dx + dy * dy;
    double along =
        ((at.x - segment.p0.x) * eastMetres * dx + (at.y - segment.p0.y) * METRES_OF_LATITUDE * dy)
            / (square == 0 ? 1 : square);
    double share = Math.clamp(along, 0, 1);
    return new Coordinate(
        segment.p0.x + share * (segment.p1.x - segment.p0.x),
        segment.p0.y + share * (segment.p1.y - segment.p0.y));
  }

  private @Nullable Coordinate nearer(
      Coordinate at, @Nullable Coordinate best, Coordinate candidate) {
    double distance = metres(at, candidate);
    return distance <= METRES && (best == null || distance < metres(at, best)) ? candidate : best;
  }

  private double metres(Coordinate a, Coordinate b) {
    return Math.hypot((a.x - b.x) * eastMetres, (a.y - b.y) * METRES_OF_LATITUDE);
  }
}
