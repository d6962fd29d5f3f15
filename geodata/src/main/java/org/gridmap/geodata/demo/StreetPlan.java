package org.gridmap.geodata.demo;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.demo.TownOutline.MainStreet;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Distance;
import org.locationtech.jts.algorithm.MinimumDiameter;
import org.locationtech.jts.algorithm.construct.MaximumInscribedCircle;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * The streets of the village and the land between them: main streets cut the village into eight
 * zones, side streets cut the zones into cells (one leaf grid each), lanes cut the cells into
 * blocks. Where the village is dense the cells are small. All in metres on the sheet.
 */
final class StreetPlan {
  private static final double ESTATE_RIM_METRES = 24;

  /** A street with its half width in metres. */
  record Street(String name, String kind, double halfWidth, Coordinate[] line) {}

  /** The land of one leaf grid; {@code blocks} is empty for an exclusive one. */
  static final class Cell {
    final int zone;
    Polygon land;
    @Nullable ExclusiveSite site;
    final List<Polygon> blocks = new ArrayList<>();

    Cell(int zone, Polygon land) {
      this.zone = zone;
      this.land = land;
    }
  }

  final List<Street> streets = new ArrayList<>();
  final List<Cell> cells = new ArrayList<>();

  /** Everything that divides one leaf grid from another: border, main and side streets, walls. */
  final List<Coordinate[]> divides = new ArrayList<>();

  private final SeededRandom random;
  private final TownNames names;
  private int namedStreets;

  StreetPlan(SeededRandom random, TownNames names, int leaves) {
    this.random = random;
    this.names = names;
    TownOutline outline = new TownOutline(random.fork("outline"));
    Polygon village = LocalPlane.METRES.createPolygon(outline.border);
    divides.add(outline.border);
    for (MainStreet street : outline.borderStreets) {
      add(street.name(), street.kind(), street.line());
    }
    List<Polygon> zones = zones(village, outline);
    if (zones.size() != 8) {
      throw new IllegalStateException("the main streets leave " + zones.size() + " zones, not 8");
    }
    for (int z = 0; z < zones.size(); z++) {
      cells.add(new Cell(z, zones.get(z)));
    }
    namedStreets = streets.size();
    int islands = ExclusiveSite.islands();
    cutIntoCells(leaves - islands);
    namedStreets = streets.size();
    ExclusiveSite.assign(cells);
    placeIslands();
    cutIntoBlocks();
  }

  private List<Polygon> zones(Polygon village, TownOutline outline) {
    List<Polygon> zones = List.of(village);
    zones = cut(zones, outline.northSouth, p -> true);
    zones = cut(zones, outline.eastWest, p -> true);
    double crossing = outline.eastWest.line()[outline.eastWest.line().length / 2].y;
    zones = cut(zones, outline.north, p -> p.getCentroid().getY() > crossing);
    zones =
        cut(
            zones,
            outline.southWest,
            p -> p.getCentroid().getY() < crossing && p.getCentroid().getX() < 60);
    return cut(
        zones,
        outline.southEast,
        p -> p.getCentroid().getY() < crossing && p.getCentroid().getX() >= 60);
  }

  private interface Where {
    boolean applies(Polygon land);
  }

  /** Cuts the chosen pieces; the street is what of its line lies on them. */
  private List<Polygon> cut(List<Polygon> pieces, MainStreet street, Where where) {
    List<Polygon> result = new ArrayList<>();
    List<Polygon> crossed = new ArrayList<>();
    LineString line = LocalPlane.METRES.createLineString(street.line());
    for (Polygon piece : pieces) {
      if (where.applies(piece)) {
        crossed.add(piece);
        result.addAll(BlockSplitter.split(piece, line));
      } else {
        result.add(piece);
      }
    }
    Geometry land = LocalPlane.METRES.createPolygon();
    for (Polygon piece : crossed) {
      land = OverlayNGRobust.overlay(land, piece, OverlayNG.UNION);
    }
    Geometry inside = OverlayNGRobust.overlay(line, land, OverlayNG.INTERSECTION);
    Coordinate[] longest = null;
    double length = 0;
    for (int i = 0; i < inside.getNumGeometries(); i++) {
      Geometry part = inside.getGeometryN(i);
      if (part.getLength() > length) {
        length = part.getLength();
        longest = onCentimetres(part.getCoordinates());
      }
    }
    if (longest != null) {
      add(street.name(), street.kind(), longest);
      divides.add(longest);
    }
    return result;
  }

  private static Coordinate[] onCentimetres(Coordinate[] line) {
    Coordinate[] rounded = new Coordinate[line.length];
    for (int i = 0; i < line.length; i++) {
      rounded[i] = BlockSplitter.rounded(line[i].x, line[i].y);
    }
    return rounded;
  }

  private void add(String name, String kind, Coordinate[] line) {
    names.take(name);
    double halfWidth =
        switch (kind) {
          case "primary" -> 12;
          case "secondary" -> 8;
          case "residential" -> 4;
          default -> 1.7;
        };
    streets.add(new Street(name, kind, halfWidth, line));
  }

  /** How built-up the village is at a place: 1 in the two old cores, about 0.15 in the fields. */
  static double density(double x, double y) {
    double oldCore = bump(x + 150, y - 260, 400);
    double marketCore = bump(x - 260, y + 330, 420);
    return Math.min(1, 0.13 + 0.95 * oldCore + 0.85 * marketCore);
  }

  private static double bump(double dx, double dy, double sigma) {
    return StrictMath.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
  }

  private static double weight(Polygon land) {
    double sum = 0;
    int count = 0;
    var box = land.getEnvelopeInternal();
    for (double x = box.getMinX() + 15; x < box.getMaxX(); x += 30) {
      for (double y = box.getMinY() + 15; y < box.getMaxY(); y += 30) {
        if (land.intersects(LocalPlane.METRES.createPoint(new Coordinate(x, y)))) {
          sum += density(x, y);
          count++;
        }
      }
    }
    return count == 0 ? 0 : sum / count * land.getArea();
  }

  private void cutIntoCells(int wanted) {
    SeededRandom cuts = random.fork("cells");
    List<Double> weights = new ArrayList<>();
    for (Cell cell : cells) {
      weights.add(weight(cell.land));
    }
    while (cells.size() < wanted) {
      int heaviest = 0;
      for (int i = 1; i < cells.size(); i++) {
        if (weights.get(i) > weights.get(heaviest)) {
          heaviest = i;
        }
      }
      Cell cell = cells.get(heaviest);
      BlockSplitter.Cut cut = BlockSplitter.across(cell.land, cuts, 0.75);
      if (cut == null) {
        weights.set(heaviest, 0.0);
        continue;
      }
      add(names.street(), "residential", cut.street());
      divides.add(cut.street());
      cell.land = cut.left();
      weights.set(heaviest, weight(cut.left()));
      cells.add(new Cell(cell.zone, cut.right()));
      weights.add(weight(cut.right()));
    }
  }

  /** Walls off an estate inside the roomiest cells; its wall is a footway and a grid border. */
  private void placeIslands() {
    SeededRandom sizes = random.fork("islands");
    List<Cell> hosts = new ArrayList<>();
    for (ExclusiveSite site : ExclusiveSite.values()) {
      if (!site.island) {
        continue;
      }
      Cell host = null;
      double best = 0;
      for (Cell cell : cells) {
        if (cell.site == null && !hosts.contains(cell)) {
          Coordinate centre = cell.land.getCentroid().getCoordinate();
          double fit = room(cell.land) - ESTATE_RIM_METRES - 0.12 * centre.distance(site.near());
          if (host == null || fit > best) {
            best = fit;
            host = cell;
          }
        }
      }
      if (host == null) {
        throw new IllegalStateException("no cell has room for " + site.siteName);
      }
      hosts.add(host);
      Cell island = new Cell(host.zone, island(host.land, sizes));
      island.site = site;
      host.land = (Polygon) OverlayNGRobust.overlay(host.land, island.land, OverlayNG.DIFFERENCE);
      Coordinate[] wall = island.land.getExteriorRing().getCoordinates();
      divides.add(wall);
      add(site.siteName + "围墙路", "footway", wall);
      cells.add(island);
    }
  }

  private static double room(Polygon land) {
    return new MaximumInscribedCircle(land, 2).getRadiusLine().getLength();
  }

  private static Polygon island(Polygon host, SeededRandom random) {
    MaximumInscribedCircle circle = new MaximumInscribedCircle(host, 0.5);
    Point centre = circle.getCenter();
    double radius = Math.min(105, circle.getRadiusLine().getLength());
    double a = radius * random.between(0.60, 0.66);
    double b = radius * random.between(0.46, 0.52);
    LineString across = new MinimumDiameter(host).getDiameter();
    Coordinate p = across.getCoordinateN(0);
    Coordinate q = across.getCoordinateN(across.getNumPoints() - 1);
    double ux = (q.y - p.y) / p.distance(q);
    double uy = -(q.x - p.x) / p.distance(q);
    double cut = 7;
    double[][] corners = {
      {a, -b + cut},
      {a, b - cut},
      {a - cut, b},
      {-a + cut, b},
      {-a, b - cut},
      {-a, -b + cut},
      {-a + cut, -b},
      {a - cut, -b}
    };
    Coordinate[] ring = new Coordinate[corners.length + 1];
    for (int i = 0; i < corners.length; i++) {
      double s = corners[i][0];
      double t = corners[i][1];
      ring[i] =
          BlockSplitter.rounded(centre.getX() + s * ux - t * uy, centre.getY() + s * uy + t * ux);
    }
    ring[corners.length] = ring[0].copy();
    return LocalPlane.METRES.createPolygon(ring);
  }

  private void cutIntoBlocks() {
    SeededRandom cuts = random.fork("lanes");
    for (Cell cell : cells) {
      if (cell.site != null) {
        continue;
      }
      Polygon whole = LocalPlane.METRES.createPolygon(cell.land.getExteriorRing());
      List<Polygon> open = new ArrayList<>(List.of(whole));
      while (!open.isEmpty()) {
        Polygon land = open.removeLast();
        BlockSplitter.Cut cut = smallEnough(land) ? null : BlockSplitter.across(land, cuts, 1);
        if (cut == null) {
          addParts(cell, land);
        } else {
          addLane(cell, cut.street(), cuts);
          open.add(cut.right());
          open.add(cut.left());
        }
      }
    }
  }

  private static boolean smallEnough(Polygon land) {
    Point centre = land.getCentroid();
    double density = density(centre.getX(), centre.getY());
    double wanted = 4_700 / Math.max(0.2, density);
    double width = new MinimumDiameter(land).getLength();
    double area = land.getArea();
    return area < 1.4 * wanted || (width < 58 && area < 1.9 * wanted) || width < 46;
  }

  private static void addParts(Cell cell, Polygon land) {
    Geometry free = OverlayNGRobust.overlay(land, cell.land, OverlayNG.INTERSECTION);
    for (int i = 0; i < free.getNumGeometries(); i++) {
      if (free.getGeometryN(i) instanceof Polygon part && part.getArea() > 300) {
        cell.blocks.add(part);
      }
    }
  }

  private void addLane(Cell cell, Coordinate[] line, SeededRandom cuts) {
    Geometry free =
        OverlayNGRobust.overlay(
            LocalPlane.METRES.createLineString(line), cell.land, OverlayNG.INTERSECTION);
    for (int i = 0; i < free.getNumGeometries(); i++) {
      Geometry part = free.getGeometryN(i);
      if (part instanceof LineString && part.getLength() > 12) {
        Coordinate[] lane = onCentimetres(part.getCoordinates());
        boolean wide = part.getLength() > 105;
        String name = names.lane(parentOf(lane[0], lane[lane.length - 1]), cuts.chance(0.25));
        add(name, wide ? "residential" : "footway", lane);
      }
    }
  }

  /** The named street that a lane leaves, or else the nearest lane. */
  private String parentOf(Coordinate start, Coordinate end) {
    String parent = "";
    double nearest = Double.MAX_VALUE;
    for (int i = 0; i < streets.size(); i++) {
      Coordinate[] line = streets.get(i).line();
      double distance =
          Math.min(
              Distance.pointToSegmentString(start, line), Distance.pointToSegmentString(end, line));
      double handicap = i < namedStreets ? 0 : 1;
      if (distance + handicap < nearest) {
        nearest = distance + handicap;
        parent = streets.get(i).name();
      }
    }
    return parent;
  }
}
