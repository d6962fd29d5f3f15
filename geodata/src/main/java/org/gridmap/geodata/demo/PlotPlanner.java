package org.gridmap.geodata.demo;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.demo.StreetPlan.Cell;
import org.gridmap.geodata.demo.StreetPlan.Street;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.LineSegment;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.linearref.LengthIndexedLine;

/**
 * Puts footprints on the land: along the streets around every block of a base grid, and in rows on
 * the ground of an institution. A footprint keeps clear of every street and of every other one.
 */
final class PlotPlanner {
  private static final double NEIGHBOUR_GAP_METRES = 0.5;

  /**
   * A place for a house.
   *
   * @param cell index of the cell
   * @param outline closed ring in metres, the first edge faces the street
   * @param door in front of that edge
   * @param street index of the street it is numbered on
   * @param along metres from the start of that street
   * @param left whether it stands on the left of the street
   * @param density how built-up the place is, with some luck; the best places are built on first
   * @param building what an institution puts here, {@code null} for an ordinary house
   */
  record Plot(
      int cell,
      Coordinate[] outline,
      Coordinate door,
      int street,
      double along,
      boolean left,
      double density,
      SiteBuildings.@Nullable Building building) {

    double area() {
      return LocalPlane.METRES.createPolygon(outline).getArea();
    }
  }

  private record Stretch(int street, LineSegment segment) {}

  private final StreetPlan plan;
  private final SeededRandom random;
  private final STRtree stretches = new STRtree();
  final List<Plot> plots = new ArrayList<>();

  PlotPlanner(StreetPlan plan, SeededRandom random) {
    this.plan = plan;
    this.random = random;
    for (int s = 0; s < plan.streets.size(); s++) {
      Coordinate[] line = plan.streets.get(s).line();
      for (int i = 0; i + 1 < line.length; i++) {
        LineSegment segment = new LineSegment(line[i], line[i + 1]);
        stretches.insert(new Envelope(line[i], line[i + 1]), new Stretch(s, segment));
      }
    }
    for (int c = 0; c < plan.cells.size(); c++) {
      Cell cell = plan.cells.get(c);
      if (cell.site == null) {
        for (Polygon block : cell.blocks) {
          surround(c, block);
        }
      } else {
        furnish(c, cell.land, cell.site);
      }
    }
  }

  private void surround(int cell, Polygon block) {
    List<Polygon> built = new ArrayList<>();
    PreparedGeometry ground = PreparedGeometryFactory.prepare(block);
    double luck = random.between(-0.12, 0.12);
    alongRing(cell, ground, block.getExteriorRing(), true, built, luck);
    for (int i = 0; i < block.getNumInteriorRing(); i++) {
      alongRing(cell, ground, block.getInteriorRingN(i), false, built, luck);
    }
  }

  /** Walks a ring with the block on the left and builds wherever the next house fits. */
  private void alongRing(
      int cell,
      PreparedGeometry ground,
      LineString ring,
      boolean leftwards,
      List<Polygon> built,
      double luck) {
    Coordinate[] points = ring.getCoordinates();
    LineString walk = Orientation.isCCW(points) == leftwards ? ring : ring.reverse();
    LengthIndexedLine path = new LengthIndexedLine(walk);
    double length = walk.getLength();
    double at = random.between(0, 6);
    while (at < length - 8) {
      Coordinate here = path.extractPoint(at + 4);
      Stretch front = streetAt(here, 0.6);
      if (front == null) {
        at += 5;
        continue;
      }
      Street street = plan.streets.get(front.street());
      double width = frontage(street.kind());
      double depth = random.between(12.5, 18.5);
      Plot plot = null;
      for (double shrink = 1; plot == null && shrink > 0.6; shrink -= 0.19) {
        plot = fit(cell, ground, path, at, width * shrink, depth * shrink, front, built, luck);
        if (plot != null) {
          width *= shrink;
        }
      }
      if (plot == null) {
        at += 2;
      } else {
        plots.add(plot);
        built.add(LocalPlane.METRES.createPolygon(plot.outline()));
        at += width + gap(street.kind());
      }
    }
  }

  private double frontage(String kind) {
    return switch (kind) {
      case "primary" -> random.between(15, 24);
      case "secondary" -> random.between(14, 22);
      default -> random.between(12, 19.5);
    };
  }

  private double gap(String kind) {
    return switch (kind) {
      case "primary", "secondary" -> random.chance(0.2) ? random.between(3, 7) : 0.7;
      default -> random.chance(0.12) ? random.between(5, 14) : random.between(0.9, 3);
    };
  }

  private @Nullable Plot fit(
      int cell,
      PreparedGeometry ground,
      LengthIndexedLine path,
      double at,
      double width,
      double depth,
      Stretch front,
      List<Polygon> built,
      double luck) {
    Coordinate p = path.extractPoint(at);
    Coordinate q = path.extractPoint(at + width);
    double chord = p.distance(q);
    if (chord < width * 0.975) {
      return null;
    }
    double ux = (q.x - p.x) / chord;
    double uy = (q.y - p.y) / chord;
    Street street = plan.streets.get(front.street());
    double yard =
        switch (street.kind()) {
          case "primary" -> 3.5;
          case "secondary" -> 2.5;
          default -> random.between(0.9, 2.6);
        };
    double near = street.halfWidth() + yard;
    Coordinate[] outline =
        new Coordinate[] {
          offset(p, ux, uy, 0, near),
          offset(p, ux, uy, chord, near),
          offset(p, ux, uy, chord, near + depth),
          offset(p, ux, uy, 0, near + depth),
          offset(p, ux, uy, 0, near)
        };
    Polygon footprint = LocalPlane.METRES.createPolygon(outline);
    if (!clearOf(built, footprint)
        || !clearOfStreets(footprint, 0.6)
        || !ground.containsProperly(footprint)) {
      return null;
    }
    double doorAt = chord * random.between(0.3, 0.7);
    Coordinate door = offset(p, ux, uy, doorAt, near - 0.4);
    if (random.chance(0.3) && depth > 10) {
      outline = notched(p, ux, uy, chord, near, depth);
    }
    return plot(cell, outline, door, front.street(), luck, null);
  }

  private static Coordinate offset(Coordinate p, double ux, double uy, double s, double t) {
    return BlockSplitter.rounded(p.x + ux * s - uy * t, p.y + uy * s + ux * t);
  }

  /** An L: one of the two back corners is a yard. */
  private Coordinate[] notched(
      Coordinate p, double ux, double uy, double width, double near, double depth) {
    double s = width * random.between(0.4, 0.62);
    double t = near + depth * random.between(0.45, 0.65);
    double back = near + depth;
    Coordinate start = offset(p, ux, uy, 0, near);
    Coordinate end = offset(p, ux, uy, width, near);
    return random.chance(0.5)
        ? new Coordinate[] {
          start,
          end,
          offset(p, ux, uy, width, t),
          offset(p, ux, uy, s, t),
          offset(p, ux, uy, s, back),
          offset(p, ux, uy, 0, back),
          start.copy()
        }
        : new Coordinate[] {
          start,
          end,
          offset(p, ux, uy, width, back),
          offset(p, ux, uy, s, back),
          offset(p, ux, uy, s, t),
          offset(p, ux, uy, 0, t),
          start.copy()
        };
  }

  private Plot plot(
      int cell,
      Coordinate[] outline,
      Coordinate door,
      int street,
      double luck,
      SiteBuildings.@Nullable Building building) {
    Coordinate[] line = plan.streets.get(street).line();
    LengthIndexedLine index = new LengthIndexedLine(LocalPlane.METRES.createLineString(line));
    double along = index.project(door);
    Coordinate a = index.extractPoint(Math.max(0, along - 0.5));
    Coordinate b = index.extractPoint(Math.min(index.getEndIndex(), along + 0.5));
    boolean left = Orientation.index(a, b, door) == Orientation.LEFT;
    double density = StreetPlan.density(door.x, door.y) + luck + random.between(-0.05, 0.05);
    return new Plot(cell, outline, door, street, along, left, density, building);
  }

  private @Nullable Stretch streetAt(Coordinate place, double reach) {
    Envelope box = new Envelope(place);
    box.expandBy(reach);
    Stretch nearest = null;
    for (Stretch stretch : query(box)) {
      double distance = stretch.segment().distance(place);
      if (distance <= reach
          && (nearest == null
              || plan.streets.get(stretch.street()).halfWidth()
                  > plan.streets.get(nearest.street()).halfWidth())) {
        nearest = stretch;
      }
    }
    return nearest;
  }

  private List<Stretch> query(Envelope box) {
    List<Stretch> found = new ArrayList<>();
    for (Object item : stretches.query(box)) {
      found.add((Stretch) item);
    }
    return found;
  }

  private boolean clearOfStreets(Polygon footprint, double margin) {
    Envelope box = footprint.getEnvelopeInternal().copy();
    box.expandBy(15);
    Coordinate[] outline = footprint.getCoordinates();
    for (Stretch stretch : query(box)) {
      double clear = plan.streets.get(stretch.street()).halfWidth() + margin;
      for (int i = 0; i + 1 < outline.length; i++) {
        if (stretch.segment().distance(new LineSegment(outline[i], outline[i + 1])) < clear) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean clearOf(List<Polygon> built, Polygon footprint) {
    for (Polygon other : built) {
      if (footprint.getEnvelopeInternal().distance(other.getEnvelopeInternal())
              < NEIGHBOUR_GAP_METRES
          && footprint.isWithinDistance(other, NEIGHBOUR_GAP_METRES)) {
        return false;
      }
    }
    return true;
  }

  /** Sets the buildings of an institution in rows that follow the long side of its ground. */
  private void furnish(int cell, Polygon land, ExclusiveSite site) {
    List<Polygon> built = new ArrayList<>();
    PreparedGeometry ground = PreparedGeometryFactory.prepare(land);
    for (SiteBuildings.Building building : SiteBuildings.of(site, land, random)) {
      Coordinate[] outline = building.outline();
      Polygon footprint = LocalPlane.METRES.createPolygon(outline);
      if (ground.containsProperly(footprint)
          && clearOfStreets(footprint, 2.5)
          && clearOf(built, footprint)
          && !footprint.isWithinDistance(land.getBoundary(), 4)) {
        Coordinate p = outline[0];
        Coordinate q = outline[1];
        double width = p.distance(q);
        double ux = (q.x - p.x) / width;
        double uy = (q.y - p.y) / width;
        Coordinate door = offset(p, ux, uy, width / 2, -0.4);
        built.add(footprint);
        plots.add(plot(cell, outline, door, nearestStreet(door), 0, building));
      }
    }
    if (built.isEmpty()) {
      throw new IllegalStateException("no building fits on the ground of " + site.siteName);
    }
  }

  private int nearestStreet(Coordinate door) {
    int nearest = 0;
    double distance = Double.MAX_VALUE;
    Envelope box = new Envelope(door);
    box.expandBy(260);
    for (Stretch stretch : query(box)) {
      double away = stretch.segment().distance(door);
      if (away < distance || (away == distance && stretch.street() < nearest)) {
        distance = away;
        nearest = stretch.street();
      }
    }
    return nearest;
  }
}
