package org.gridmap.geodata.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.gridmap.geodata.demo.BlockSplitter.Cut;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.operation.overlayng.UnaryUnionNG;

/**
 * The land of a zone, cut into villages, those with many grids into work areas, and everything into
 * leaf grids. It is drawn at a fifth of its size, so that cuts have a corner every 45 m and not
 * every 9 m as in a town; what leaves this class is in metres.
 */
final class ZonePlan {
  private static final double METRES_PER_UNIT = 5;
  private static final double MEAN_RADIUS = 1_600;
  private static final int CORNERS_OF_OUTLINE = 900;

  /** Villages with so many leaves have work areas between. */
  private static final int LEAVES_OF_WORK_AREAS = 7;

  private static final double LEAVES_OF_A_WORK_AREA = 3.6;
  private static final int LEAVES_OF_THE_FIRST_VILLAGE = 9;
  private static final int TRIES = 25;
  private static final PrecisionModel TENTHS = new PrecisionModel(10);

  /**
   * A leaf grid.
   *
   * @param area ordinal of its work area in the village from 0, −1 without work areas
   */
  record Leaf(Polygon land, int area) {}

  /**
   * @param central whether it is a community of the built-up middle, not a village of fields
   * @param leaves in the order in which they were cut
   */
  record Village(boolean central, List<Leaf> leaves) {}

  /**
   * A road along a border.
   *
   * @param village ordinal of the village inside which it runs, −1 for a road between villages
   */
  record Road(int village, Coordinate[] line) {}

  private record Cell(Polygon drawn, int village, int area) {}

  final List<Village> villages = new ArrayList<>();
  final List<Road> roads = new ArrayList<>();

  private final SeededRandom random;
  private final List<LineString> dividers = new ArrayList<>();
  private final List<Cell> cells = new ArrayList<>();

  ZonePlan(ZoneSize size, SeededRandom random) {
    this.random = random;
    Polygon outline = outline();
    dividers.add(outline.getExteriorRing());
    List<Polygon> drawn = new ArrayList<>();
    cut(outline, size.villages(), -1, drawn);
    drawn.sort(northToSouth(outline));
    int[] leaves = leaves(size);
    for (int v = 0; v < drawn.size(); v++) {
      divide(v, drawn.get(v), leaves[v]);
    }
    List<Polygon> faces = faces();
    Point middle = outline.getCentroid();
    for (int v = 0; v < drawn.size(); v++) {
      boolean central = drawn.get(v).getCentroid().distance(middle) < MEAN_RADIUS * 0.45;
      List<Leaf> own = new ArrayList<>();
      for (Cell cell : cells) {
        if (cell.village == v) {
          own.add(new Leaf(inMetres(faceOf(cell, faces)), cell.area));
        }
      }
      villages.add(new Village(central || v == 0, List.copyOf(own)));
    }
  }

  /** Bands from the north, in each from the west: the order of codes. */
  private static Comparator<Polygon> northToSouth(Polygon outline) {
    double north = outline.getEnvelopeInternal().getMaxY();
    double band = outline.getEnvelopeInternal().getHeight() / 9;
    return Comparator.comparingInt(
            (Polygon one) -> (int) ((north - one.getCentroid().getY()) / band))
        .thenComparingDouble(one -> one.getCentroid().getX());
  }

  /** A coast of bays and headlands around one middle, which never meets itself. */
  private Polygon outline() {
    double[][] waves = new double[6][];
    for (int w = 0; w < waves.length; w++) {
      waves[w] = new double[] {random.between(0.02, 0.11) / (1 + w / 3.0), random.between(0, 6.28)};
    }
    Coordinate[] ring = new Coordinate[CORNERS_OF_OUTLINE + 1];
    for (int i = 0; i < CORNERS_OF_OUTLINE; i++) {
      double angle = 2 * StrictMath.PI * i / CORNERS_OF_OUTLINE;
      double radius = MEAN_RADIUS;
      for (int w = 0; w < waves.length; w++) {
        radius += MEAN_RADIUS * waves[w][0] * StrictMath.sin((w + 2) * angle + waves[w][1]);
      }
      ring[i] =
          BlockSplitter.rounded(
              1.15 * radius * StrictMath.cos(angle), 0.9 * radius * StrictMath.sin(angle));
    }
    ring[CORNERS_OF_OUTLINE] = ring[0].copy();
    return LocalPlane.METRES.createPolygon(ring);
  }

  /** Two leaves for each village and the rest by chance; the first village is the zone's seat. */
  private int[] leaves(ZoneSize size) {
    int[] leaves = new int[size.villages()];
    Arrays.fill(leaves, 2);
    double[] weights = new double[leaves.length];
    double sum = 0;
    for (int v = 0; v < weights.length; v++) {
      weights[v] = 0.1 + random.next() * random.next();
      sum += weights[v];
    }
    int left = size.leaves() - 2 * leaves.length;
    int seat = Math.min(left, LEAVES_OF_THE_FIRST_VILLAGE - 2);
    leaves[0] += seat;
    left -= seat;
    while (left > 0) {
      double ticket = random.next() * sum;
      int v = 0;
      while (ticket > weights[v] && v < weights.length - 1) {
        ticket -= weights[v++];
      }
      leaves[v]++;
      left--;
    }
    return leaves;
  }

  private void divide(int village, Polygon land, int leaves) {
    if (leaves < LEAVES_OF_WORK_AREAS) {
      addCells(village, -1, land, leaves);
      return;
    }
    int areas = (int) Math.round(leaves / LEAVES_OF_A_WORK_AREA);
    List<Polygon> parts = new ArrayList<>();
    cut(land, areas, village, parts);
    for (int a = 0; a < areas; a++) {
      int upTo = leaves * (a + 1) / areas;
      addCells(village, a, parts.get(a), upTo - leaves * a / areas);
    }
  }

  private void addCells(int village, int area, Polygon land, int leaves) {
    List<Polygon> parts = new ArrayList<>();
    cut(land, leaves, village, parts);
    parts.forEach(part -> cells.add(new Cell(part, village, area)));
  }

  /** Cuts land into so many pieces of roughly equal size; each cut is a road. */
  private void cut(Polygon land, int pieces, int village, List<Polygon> into) {
    if (pieces == 1) {
      into.add(land);
      return;
    }
    @Nullable Cut cut = null;
    for (int i = 0; i < TRIES && cut == null; i++) {
      cut = BlockSplitter.across(land, random, 0.8);
    }
    if (cut == null) {
      throw new IllegalStateException("no road parts a piece of the zone well");
    }
    dividers.add(LocalPlane.METRES.createLineString(cut.street()));
    roads.add(new Road(village, inMetres(cut.street())));
    double share = cut.left().getArea() / land.getArea();
    int left = (int) Math.clamp(Math.round(pieces * share), 1, pieces - 1);
    cut(cut.left(), left, village, into);
    cut(cut.right(), pieces - left, village, into);
  }

  private List<Polygon> faces() {
    Geometry lines = LocalPlane.METRES.createMultiLineString(dividers.toArray(LineString[]::new));
    List<Polygon> faces = BlockSplitter.polygonize(UnaryUnionNG.union(lines, TENTHS));
    if (faces.size() != cells.size()) {
      throw new IllegalStateException(
          faces.size() + " faces between the roads for " + cells.size() + " leaves");
    }
    return faces;
  }

  private static Polygon faceOf(Cell cell, List<Polygon> faces) {
    Point inside = cell.drawn.getInteriorPoint();
    return faces.stream()
        .filter(face -> face.contains(inside))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a leaf has no face"));
  }

  private static Polygon inMetres(Polygon drawn) {
    return LocalPlane.METRES.createPolygon(inMetres(drawn.getExteriorRing().getCoordinates()));
  }

  private static Coordinate[] inMetres(Coordinate[] drawn) {
    Coordinate[] metres = new Coordinate[drawn.length];
    for (int i = 0; i < drawn.length; i++) {
      metres[i] = new Coordinate(drawn[i].x * METRES_PER_UNIT, drawn[i].y * METRES_PER_UNIT);
    }
    return metres;
  }
}
