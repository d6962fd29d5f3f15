package org.gridmap.geodata.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.gridmap.geodata.coverage.arrangement.EdgeTable;
import org.gridmap.geodata.coverage.arrangement.Segments;
import org.gridmap.geodata.coverage.arrangement.TJunctions;
import org.gridmap.geodata.coverage.arrangement.TJunctions.Junction;
import org.gridmap.geodata.coverage.arrangement.Workers;
import org.gridmap.geodata.guard.Validity;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.GeometryEditor;

/**
 * Brings polygons to the plane of others that were drawn elsewhere, and makes one border of two
 * that lie within a tolerance: the polygons that are brought take the corners of those that stay.
 * What is further off is left as it is; the coverage check reports it.
 */
public final class BorderAgreement {
  /** How far apart two borders may lie that were meant to be one. */
  public static final double TOLERANCE_METRES = 0.1;

  /** What bringing a corner to another plane and back may move it by. */
  private static final double UNMOVED_METRES = 1e-6;

  private static final long VALIDITY_TESTS = 6_000_000;

  private final Segments staying;
  private final double[] margin;
  private final DrawingPlane plane;
  private final DrawingPlane from;
  private final double[] limits;
  private final Map<Coordinate, Coordinate> moves = new HashMap<>();
  private int moved;
  private double furthest;

  private BorderAgreement(Segments staying, DrawingPlane plane, DrawingPlane from) {
    this.staying = staying;
    this.plane = plane;
    this.from = from;
    this.limits = new double[staying.size()];
    for (int s = 0; s < limits.length; s++) {
      limits[s] = TOLERANCE_METRES + sag(staying, s);
    }
    double most = Arrays.stream(limits).max().orElse(TOLERANCE_METRES);
    this.margin = plane.units(most, staying.envelope());
  }

  /**
   * Polygons brought to another plane.
   *
   * @param geometries in the coordinates of that plane, in the order given
   * @param corners how many corners were moved there, or put into an edge
   * @param furthestMetres the furthest that a border was moved
   */
  public record Result(List<Geometry> geometries, int corners, double furthestMetres) {}

  /**
   * Brings polygons to a plane.
   *
   * @param staying polygons in the coordinates of the plane, whose corners stay
   * @param plane the plane
   * @param brought polygons in the coordinates of another plane
   * @param from that other plane
   */
  public static Result bring(
      List<? extends Geometry> staying,
      DrawingPlane plane,
      List<? extends Geometry> brought,
      DrawingPlane from) {
    if (plane.isSameAs(from)) {
      return new Result(List.copyOf(brought), 0, 0);
    }
    List<Geometry> here = new ArrayList<>();
    brought.forEach(geometry -> here.add(plane.bring(geometry, from)));
    if (staying.isEmpty()) {
      return new Result(here, 0, 0);
    }
    try (Workers workers = new Workers(1)) {
      Segments borders = edges(staying, workers).open();
      BorderAgreement agreement = new BorderAgreement(borders, plane, from);
      agreement.moveCorners(edges(here, workers).open());
      here.replaceAll(agreement::withMovedCorners);
      return agreement.takeCorners(staying, here, workers);
    }
  }

  private static EdgeTable edges(List<? extends Geometry> layer, Workers workers) {
    return new EdgeTable(layer.toArray(Geometry[]::new), null, workers);
  }

  private void moveCorners(Segments borders) {
    for (int s = 0; s < borders.size(); s++) {
      moveCorner(borders.x0(s), borders.y0(s));
      moveCorner(borders.x1(s), borders.y1(s));
    }
  }

  private void moveCorner(double x, double y) {
    Coordinate corner = new Coordinate(x, y);
    if (moves.containsKey(corner)) {
      return;
    }
    Nearest nearest = new Nearest(x, y);
    staying.near(x, y, margin, nearest);
    Coordinate to = nearest.corner != null ? nearest.corner : nearest.foot;
    moves.put(corner, to == null ? corner : to);
    if (to != null) {
      note(nearest.corner != null ? nearest.cornerMetres : nearest.footMetres);
    }
  }

  private void note(double metres) {
    if (metres > UNMOVED_METRES) {
      moved++;
      furthest = Math.max(furthest, metres);
    }
  }

  /** The nearest corner of what stays, and the nearest place on its borders. */
  private final class Nearest implements IntPredicate {
    private final double x;
    private final double y;
    private final DrawingPlane.Local local;
    private @Nullable Coordinate corner;
    private double cornerMetres = TOLERANCE_METRES;
    private @Nullable Coordinate foot;
    private double footMetres = Double.MAX_VALUE;

    Nearest(double x, double y) {
      this.x = x;
      this.y = y;
      this.local = plane.at(x, y);
    }

    @Override
    public boolean test(int s) {
      lookAtCorner(staying.x0(s), staying.y0(s));
      lookAtCorner(staying.x1(s), staying.y1(s));
      double ax = local.east(staying.x0(s) - x, staying.y0(s) - y);
      double ay = local.north(staying.x0(s) - x, staying.y0(s) - y);
      double dx = local.east(staying.x1(s) - x, staying.y1(s) - y) - ax;
      double dy = local.north(staying.x1(s) - x, staying.y1(s) - y) - ay;
      double along = -(ax * dx + ay * dy) / (dx * dx + dy * dy);
      double metres = Math.hypot(ax + along * dx, ay + along * dy);
      if (along > 0 && along < 1 && metres <= limits[s] && metres < footMetres) {
        foot =
            new Coordinate(
                staying.x0(s) + along * (staying.x1(s) - staying.x0(s)),
                staying.y0(s) + along * (staying.y1(s) - staying.y0(s)));
        footMetres = metres;
      }
      return true;
    }

    private void lookAtCorner(double px, double py) {
      double metres = Math.hypot(local.east(px - x, py - y), local.north(px - x, py - y));
      if (metres <= cornerMetres) {
        corner = new Coordinate(px, py);
        cornerMetres = metres;
      }
    }
  }

  private Geometry withMovedCorners(Geometry geometry) {
    Geometry agreed =
        new GeometryEditor(geometry.getFactory())
            .edit(
                geometry,
                new GeometryEditor.CoordinateOperation() {
                  @Override
                  public Coordinate[] edit(Coordinate[] corners, Geometry part) {
                    List<Coordinate> ring = new ArrayList<>();
                    for (Coordinate corner : corners) {
                      Coordinate to = moves.getOrDefault(corner, corner);
                      if (ring.isEmpty() || !ring.getLast().equals2D(to)) {
                        ring.add(to.copy());
                      }
                    }
                    return ring.size() < 4 ? corners : ring.toArray(Coordinate[]::new);
                  }
                });
    return validOr(agreed, geometry);
  }

  private static Geometry validOr(Geometry agreed, Geometry before) {
    return Validity.of(agreed, VALIDITY_TESTS).kind() == Validity.InvalidityKind.VALID
        ? agreed
        : before;
  }

  /** Leads the borders that were brought through the corners of those that stay. */
  private Result takeCorners(
      List<? extends Geometry> staying, List<Geometry> here, Workers workers) {
    List<Geometry> all = new ArrayList<>(staying);
    all.addAll(here);
    EdgeTable table = edges(all, workers);
    Segments segments = table.open();
    Set<Coordinate> corners = new HashSet<>();
    for (int s = 0; s < this.staying.size(); s++) {
      corners.add(new Coordinate(this.staying.x0(s), this.staying.y0(s)));
      corners.add(new Coordinate(this.staying.x1(s), this.staying.y1(s)));
    }
    double[] taken = new double[segments.size()];
    for (int s = 0; s < taken.length; s++) {
      boolean[] isBrought = {false};
      table.owners(segments.anyOrigin(s), owner -> isBrought[0] |= owner >= staying.size());
      taken[s] = isBrought[0] ? TOLERANCE_METRES + sag(segments, s) : 0;
    }
    EdgeVertices vertices = new EdgeVertices();
    for (Junction junction : TJunctions.find(segments, plane, taken, Long.MAX_VALUE)) {
      if (corners.contains(new Coordinate(junction.x(), junction.y()))
          && taken[junction.segment()] > 0) {
        vertices.add(segments, junction);
        note(junction.metres());
      }
    }
    here.replaceAll(geometry -> {
      Geometry led = vertices.into(geometry);
      return led == geometry ? geometry : validOr(led, geometry);
    });
    return new Result(here, moved, furthest);
  }

  /** How far a straight line of the one plane and of the other part between the same two ends. */
  private double sag(Segments segments, int s) {
    double x0 = segments.x0(s);
    double y0 = segments.y0(s);
    double x1 = segments.x1(s);
    double y1 = segments.y1(s);
    double[] ends = {x0, y0, x1, y1};
    plane.toLonLat(ends);
    from.fromLonLat(ends);
    double[] middle = {(ends[0] + ends[2]) / 2, (ends[1] + ends[3]) / 2};
    from.toLonLat(middle);
    plane.fromLonLat(middle);
    double metres = plane.metres((x0 + x1) / 2, (y0 + y1) / 2, middle[0], middle[1]);
    return Double.isFinite(metres) ? metres : 0;
  }
}
