package org.gridmap.geodata.coverage;

import java.util.Arrays;
import org.gridmap.geodata.crs.ReferenceSystem;
import org.gridmap.geodata.metric.GroundArea;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.CoordinateArraySequence;
import org.locationtech.jts.geom.util.GeometryTransformer;

/** The plane of a projection, or of degrees on another datum. */
final class ProjectedPlane implements DrawingPlane {
  /** A converted line is off the drawn one by no more than this. */
  private static final double SAG_METRES = 1e-4;

  /** Shorter edges sag less than that anywhere below 85° of latitude. */
  private static final double STRAIGHT_METRES = 20;

  private static final int MOST_PIECES = 4_096;

  /** Over so much of an edge its image on the ellipsoid is a parabola to a part in a milliard. */
  private static final double PARABOLA_METRES = 2_000;

  /** Beyond this no projection of the earth has a place, whatever its unit of length. */
  private static final double FURTHEST = 1e9;

  /** A zone's metres differ from those of the ground, and those of the sphere, by less. */
  private static final double METRE_SLACK = 0.01;

  private final ReferenceSystem system;

  ProjectedPlane(ReferenceSystem system) {
    this.system = system;
  }

  @Override
  public String label() {
    return system.label();
  }

  @Override
  public boolean isSameAs(DrawingPlane other) {
    return other instanceof ProjectedPlane projected && system.isSameAs(projected.system);
  }

  @Override
  public void toLonLat(double[] positions) {
    system.toLonLat(positions, positions.length / 2);
  }

  @Override
  public void fromLonLat(double[] positions) {
    system.fromLonLat(positions, positions.length / 2);
  }

  @Override
  public Coordinate toLonLat(double x, double y) {
    double[] position = {x, y};
    system.toLonLat(position, 1);
    return new Coordinate(position[0], position[1]);
  }

  @Override
  public Geometry toLonLat(Geometry drawn) {
    if (drawn.isEmpty()) {
      return drawn;
    }
    Geometry followed = new Following().transform(drawn);
    followed.setSRID(4490);
    return followed;
  }

  @Override
  public double metres(double ax, double ay, double bx, double by) {
    double[] ends = {ax, ay, bx, by};
    system.toLonLat(ends, 2);
    unwrap(ends);
    return GroundArea.metres(ends[0], ends[1], ends[2], ends[3]);
  }

  @Override
  public double perimeterMetres(Geometry drawn) {
    double sum = 0;
    for (int g = 0; g < drawn.getNumGeometries(); g++) {
      if (drawn.getGeometryN(g) instanceof Polygon polygon) {
        for (int r = -1; r < polygon.getNumInteriorRing(); r++) {
          double[] path =
              lonLat(
                  (r < 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(r))
                      .getCoordinateSequence());
          for (int i = 2; i < path.length; i += 2) {
            sum += GroundArea.metres(path[i - 2], path[i - 1], path[i], path[i + 1]);
          }
        }
      }
    }
    return sum;
  }

  @Override
  public double squareMetres(Geometry drawn) {
    double sum = 0;
    for (int g = 0; g < drawn.getNumGeometries(); g++) {
      if (drawn.getGeometryN(g) instanceof Polygon polygon && !polygon.isEmpty()) {
        sum += ringSquareMetres(polygon.getExteriorRing().getCoordinateSequence());
        for (int r = 0; r < polygon.getNumInteriorRing(); r++) {
          sum -= ringSquareMetres(polygon.getInteriorRingN(r).getCoordinateSequence());
        }
      }
    }
    return sum;
  }

  private double ringSquareMetres(CoordinateSequence ring) {
    double[] corners = lonLat(ring);
    int[] pieces = new int[ring.size()];
    int all = 0;
    for (int i = 1; i < ring.size(); i++) {
      double metres =
          GroundArea.metres(
              corners[2 * i - 2], corners[2 * i - 1], corners[2 * i], corners[2 * i + 1]);
      pieces[i] = (int) Math.clamp(Math.ceil(metres / PARABOLA_METRES), 1, MOST_PIECES);
      all += pieces[i];
    }
    // Each piece has its beginning and its middle here; the last has its end too.
    double[] path = new double[4 * all + 2];
    int at = 0;
    for (int i = 1; i < ring.size(); i++) {
      at = lay(ring, i, 2 * pieces[i], path, at);
    }
    path[at] = ring.getX(ring.size() - 1);
    path[at + 1] = ring.getY(ring.size() - 1);
    system.toLonLat(path, path.length / 2);
    unwrap(path);
    return GroundArea.squareMetresOfArcs(path);
  }

  /** Lays the beginnings of equal parts of the edge that ends in corner i. */
  private static int lay(CoordinateSequence line, int i, int parts, double[] path, int start) {
    double x = line.getX(i - 1);
    double y = line.getY(i - 1);
    double dx = line.getX(i) - x;
    double dy = line.getY(i) - y;
    int at = start;
    for (int p = 0; p < parts; p++) {
      path[at++] = x + dx * p / parts;
      path[at++] = y + dy * p / parts;
    }
    return at;
  }

  @Override
  public @Nullable String outOfRange(double x, double y) {
    return Math.abs(x) > FURTHEST || Math.abs(y) > FURTHEST
        ? "a coordinate lies outside of the plane of " + label()
        : null;
  }

  @Override
  public double latticePerUnit() {
    return system.isGeographic() ? 1e11 : 1e6;
  }

  @Override
  public Local at(double x, double y) {
    double step = system.isGeographic() ? 1e-4 : 10;
    double[] positions = {x - step, y, x + step, y, x, y - step, x, y + step};
    system.toLonLat(positions, 4);
    unwrap(positions);
    double north = Math.toRadians(GroundArea.EQUATOR_RADIUS_METRES) / (2 * step);
    double east = north * Math.cos(Math.toRadians(positions[1]));
    return new Local(
        east * (positions[2] - positions[0]),
        east * (positions[6] - positions[4]),
        north * (positions[3] - positions[1]),
        north * (positions[7] - positions[5]));
  }

  @Override
  public double[] units(double metres, Envelope layer) {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        Local local =
            at(
                layer.getMinX() + i * layer.getWidth() / 2,
                layer.getMinY() + j * layer.getHeight() / 2);
        double determinant =
            Math.abs(local.eastPerX() * local.northPerY() - local.eastPerY() * local.northPerX());
        double longest =
            Math.max(
                Math.hypot(local.eastPerX(), local.northPerX()),
                Math.hypot(local.eastPerY(), local.northPerY()));
        if (determinant > 0) {
          least = Math.min(least, determinant / longest);
        }
      }
    }
    double units = 1.1 * metres / least;
    return new double[] {units, units};
  }

  @Override
  public boolean inDegrees() {
    return system.isGeographic();
  }

  @Override
  public double metresPerUnit(Envelope layer) {
    double most = 0;
    for (int i = 0; i < 9; i++) {
      Local local =
          at(
              layer.getMinX() + i / 3 * layer.getWidth() / 2,
              layer.getMinY() + i % 3 * layer.getHeight() / 2);
      most = Math.max(most, Math.hypot(local.eastPerX(), local.northPerX()));
      most = Math.max(most, Math.hypot(local.eastPerY(), local.northPerY()));
    }
    return Math.abs(most - 1) < METRE_SLACK ? 1 : most;
  }

  private double[] lonLat(CoordinateSequence line) {
    double[] path = new double[2 * line.size()];
    for (int i = 0; i < line.size(); i++) {
      path[2 * i] = line.getX(i);
      path[2 * i + 1] = line.getY(i);
    }
    system.toLonLat(path, line.size());
    unwrap(path);
    return path;
  }

  /** Where a line crosses 180° its longitudes go on beyond. */
  private static void unwrap(double[] path) {
    for (int i = 2; i < path.length; i += 2) {
      double off = path[i] - path[i - 2];
      if (Math.abs(off) > 180) {
        path[i] -= 360 * Math.rint(off / 360);
      }
    }
  }

  /** Converts lines with so many corners more that they stay where they were drawn. */
  private final class Following extends GeometryTransformer {
    @Override
    protected CoordinateSequence transformCoordinates(CoordinateSequence line, Geometry parent) {
      double[] corners = lonLat(line);
      double[] path = new double[corners.length];
      int at = 0;
      for (int i = 0; i < line.size(); i++) {
        int pieces = i == 0 ? 1 : pieces(line, corners, i);
        if (pieces > 1) {
          path = Arrays.copyOf(path, path.length + 2 * (pieces - 1));
          at = between(line, i, pieces, path, at);
        }
        path[at++] = corners[2 * i];
        path[at++] = corners[2 * i + 1];
      }
      unwrap(path);
      Coordinate[] followed = new Coordinate[at / 2];
      for (int i = 0; i < followed.length; i++) {
        followed[i] = new Coordinate(path[2 * i], path[2 * i + 1]);
      }
      return new CoordinateArraySequence(followed, 2);
    }

    private int between(CoordinateSequence line, int i, int pieces, double[] path, int start) {
      double[] parts = new double[2 * pieces];
      lay(line, i, pieces, parts, 0);
      system.toLonLat(parts, pieces);
      System.arraycopy(parts, 2, path, start, parts.length - 2);
      return start + parts.length - 2;
    }

    /** A line sags with the square of its length. */
    private int pieces(CoordinateSequence line, double[] corners, int i) {
      double ax = corners[2 * i - 2];
      double ay = corners[2 * i - 1];
      double bx = corners[2 * i];
      double by = corners[2 * i + 1];
      if (!(GroundArea.metres(ax, ay, bx, by) > STRAIGHT_METRES)) {
        return 1;
      }
      double[] quarters = new double[8];
      lay(line, i, 4, quarters, 0);
      system.toLonLat(quarters, 4);
      unwrap(quarters);
      double sag = 0;
      for (int q = 1; q < 4; q++) {
        double t = q / 4.0;
        double off =
            GroundArea.metres(
                ax + t * (bx - ax), ay + t * (by - ay), quarters[2 * q], quarters[2 * q + 1]);
        sag = Math.max(sag, off / (4 * t * (1 - t)));
      }
      return (int) Math.clamp(Math.ceil(Math.sqrt(sag / SAG_METRES)), 1, MOST_PIECES);
    }
  }
}
