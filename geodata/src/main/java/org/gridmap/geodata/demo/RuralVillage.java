package org.gridmap.geodata.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.gridmap.geodata.code.AdministrativeCodes;
import org.gridmap.geodata.code.Gb15;
import org.gridmap.geodata.code.GridCodeScheme.Role;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.operation.overlayng.UnaryUnionNG;

/**
 * A village of farmers: two roads that cross make four grids, lanes run off into the fields, and
 * the houses stand in hamlets along them. The place where it lies is near the real one, the land
 * and everything on it are invented.
 */
final class RuralVillage {
  static final String NAME = "古厝村";
  static final String CODE = "350582111207";

  /** Houses and people of each grid, in code order; those of the third are the printed report's. */
  private static final int[][] HOUSES_AND_PEOPLE = {{138, 431}, {161, 527}, {154, 490}, {147, 446}};

  private static final double[][] BORDER = {
    {-560, 470}, {-380, 520}, {-190, 495}, {20, 540}, {230, 500}, {430, 525}, {590, 440},
    {565, 260}, {620, 80}, {585, -110}, {610, -300}, {530, -470}, {330, -500}, {110, -470},
    {-90, -530}, {-300, -490}, {-520, -515}, {-600, -330}, {-560, -140}, {-615, 60}, {-570, 260}
  };
  private static final double[][] WEST_EAST = {
    {-760, 40}, {-520, 25}, {-300, -20}, {-90, 15}, {120, -10}, {330, 30}, {560, 0}, {780, 25}
  };
  private static final double[][] NORTH_SOUTH = {
    {30, 700}, {-10, 480}, {25, 260}, {-20, 70}, {15, -150}, {-25, -330}, {20, -520}, {5, -700}
  };

  /** Longer lanes are wide enough for a car. */
  private static final double WIDE_LANE_METRES = 130;

  /** A road of the village; {@code main} roads are borders of grids. */
  record Road(String name, boolean main, Coordinate[] line) {}

  private final SeededRandom random;
  private final LocalPlane plane = new LocalPlane(118.575, 24.69);
  private final List<Road> roads = new ArrayList<>();

  RuralVillage(SeededRandom random) {
    this.random = random;
  }

  DemoTown town() {
    Coordinate[] border = bent(BORDER, 12, true);
    Polygon land = LocalPlane.METRES.createPolygon(border);
    Coordinate[] westEast = inside(land, bent(WEST_EAST, 10, false));
    Coordinate[] northSouth = inside(land, bent(NORTH_SOUTH, 10, false));
    List<Polygon> faces = faces(border, westEast, northSouth);
    roads.add(new Road("古永路", true, westEast));
    roads.add(new Road("古厝南北路", true, northSouth));
    Gb15 scheme = new Gb15(AdministrativeCodes.shipped());
    List<Coordinate> labels =
        faces.stream().map(face -> face.getCentroid().getCoordinate()).toList();
    List<String> codes = scheme.number(CODE, Role.LEAF, labels, Set.of());
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
    order.sort(Comparator.comparing(codes::get));

    List<DemoGrid> leaves = new ArrayList<>();
    List<DemoHouse> houses = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      Polygon face = faces.get(order.get(i));
      String code = codes.get(order.get(i));
      leaves.add(
          new DemoGrid(
              code,
              CODE,
              "第" + (i + 1) + "网格",
              2,
              "单元网格",
              "BASE",
              true,
              plane.polygonInDegrees(face)));
      lanes(face, i + 1);
      RuralHouses builder = new RuralHouses(face, roads, random.fork("houses " + i), plane);
      int[] figures = HOUSES_AND_PEOPLE[i];
      houses.addAll(builder.build(i, figures[0], figures[1], houses.size()));
    }
    List<Geometry> coverage = leaves.stream().map(DemoGrid::polygon).toList();
    List<DemoGrid> grids = new ArrayList<>();
    Polygon village = GridLayout.union(coverage);
    grids.add(new DemoGrid(CODE, null, NAME, 1, "村", "BASE", false, village));
    grids.addAll(leaves);
    List<DemoRoad> named = new ArrayList<>();
    for (Road road : roads) {
      String id = "GR" + Integer.toString(1_000 + named.size() + 1).substring(1);
      LineString line = LocalPlane.METRES.createLineString(road.line());
      String lane = line.getLength() > WIDE_LANE_METRES ? "residential" : "footway";
      String kind = road.main() ? "secondary" : lane;
      named.add(new DemoRoad(id, road.name(), kind, plane.lineInDegrees(road.line())));
    }
    return new DemoTown(NAME, CODE, grids, houses, named);
  }

  /** Moves the control points a little and sets vertices every 40 m or so between them. */
  private Coordinate[] bent(double[][] control, double jitter, boolean ring) {
    List<Coordinate> corners = new ArrayList<>();
    for (double[] point : control) {
      corners.add(
          new Coordinate(point[0] + random.bell() * jitter, point[1] + random.bell() * jitter));
    }
    if (ring) {
      corners.add(corners.get(0).copy());
    }
    List<Coordinate> line = new ArrayList<>();
    for (int i = 0; i + 1 < corners.size(); i++) {
      Coordinate a = corners.get(i);
      Coordinate b = corners.get(i + 1);
      int steps = Math.max(1, (int) (a.distance(b) / 40));
      for (int s = 0; s < steps; s++) {
        double t = (double) s / steps;
        double wobble = s == 0 ? 0 : random.between(-2, 2);
        line.add(
            BlockSplitter.rounded(a.x + (b.x - a.x) * t + wobble, a.y + (b.y - a.y) * t + wobble));
      }
    }
    Coordinate end = corners.get(corners.size() - 1);
    line.add(ring ? line.get(0).copy() : BlockSplitter.rounded(end.x, end.y));
    return line.toArray(Coordinate[]::new);
  }

  private static Coordinate[] inside(Polygon land, Coordinate[] line) {
    Geometry within = LocalPlane.METRES.createLineString(line).intersection(land);
    if (within instanceof LineString whole) {
      return whole.getCoordinates();
    }
    throw new IllegalStateException("a road leaves the village and comes back");
  }

  private static List<Polygon> faces(Coordinate[]... lines) {
    LineString[] dividers = new LineString[lines.length];
    for (int i = 0; i < lines.length; i++) {
      dividers[i] = LocalPlane.METRES.createLineString(lines[i]);
    }
    Geometry noded =
        UnaryUnionNG.union(
            LocalPlane.METRES.createMultiLineString(dividers), new PrecisionModel(10));
    List<Polygon> faces =
        BlockSplitter.polygonize(noded).stream().filter(face -> face.getArea() > 1_000).toList();
    if (faces.size() != 4) {
      throw new IllegalStateException("the two roads leave " + faces.size() + " grids, not 4");
    }
    return faces;
  }

  /** Cuts a grid into fields of at most about a hectare; each cut is a lane. */
  private void lanes(Polygon face, int grid) {
    SeededRandom cuts = random.fork("lanes " + grid);
    List<Polygon> open = new ArrayList<>(List.of(face));
    int ordinal = 0;
    while (!open.isEmpty()) {
      Polygon land = open.removeLast();
      BlockSplitter.Cut cut =
          land.getArea() < 15_000 ? null : BlockSplitter.across(land, cuts, 0.7);
      if (cut != null) {
        ordinal++;
        roads.add(new Road("古厝" + grid + "组" + ordinal + "巷", false, cut.street()));
        open.add(cut.right());
        open.add(cut.left());
      }
    }
  }
}
