package org.gridmap.geodata.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Generalises all grids of a division, of all levels, as one coverage, from the deepest zoom to the
 * coarsest: each zoom is the one before on a lattice half as fine, without the corners too small to
 * see. Neighbours and parents share their border points at every zoom; land that was covered once
 * stays covered once.
 *
 * <p>Input that is not a coverage (overlaps, gaps, invalid rings) is drawn as it is: it never
 * throws, and what was wrong stays visible.
 */
public final class CoverageGeneralizer {
  /** A level below the root is drawn where all but its smallest quarter have this size, pixels. */
  private static final double SMALLEST_GRID_PIXELS = 24;

  private static final double SMALLEST_ROOT_PIXELS = 4;

  /** Lattice steps of one pixel of a tile drawn 512 pixels wide. */
  private static final int STEPS_OF_PIXEL = TileLattice.EXTENT / 512;

  /** Twice the area of the largest corner that is dropped: half a pixel square, doubled. */
  private static final long LARGEST_CORNER = 2L * (STEPS_OF_PIXEL / 2) * (STEPS_OF_PIXEL / 2);

  private CoverageGeneralizer() {}

  /**
   * Tells the sink every zoom at which something of the division is drawn, the deepest ({@value
   * TileLattice#MAX_ZOOM}) first. That one keeps all points to 3.8 cm at the equator.
   */
  public static void generalize(List<GridOutline> grids, Consumer<ZoomCoverage> sink) {
    Coverage fine = onLattice(grids);
    Coverage coverage = SnapRounding.halve(fine, new CoverageGraph(fine).lines(new boolean[0]));
    int[] minZooms = minZooms(coverage);
    int shown = minZooms.length;
    List<long[]> lines = List.of();
    for (int zoom = TileLattice.MAX_ZOOM; zoom >= minZooms[1]; zoom--) {
      int deepest = deepestLevel(minZooms, zoom);
      if (zoom < TileLattice.MAX_ZOOM) {
        if (deepest < shown) {
          // Without its deepest level a division has fewer junctions to keep.
          coverage = coverage.upToLevel(deepest);
          lines = new CoverageGraph(coverage).lines(new boolean[0]);
        }
        coverage = SnapRounding.halve(coverage, lines);
      }
      shown = deepest;
      CoverageGraph graph = new CoverageGraph(coverage);
      boolean[] dropped =
          zoom == TileLattice.MAX_ZOOM
              ? new boolean[graph.table.size()]
              : ArcSimplifier.droppable(graph, LARGEST_CORNER);
      coverage = coverage.mapRings(ring -> without(ring, graph, dropped), false);
      lines = graph.lines(dropped);
      sink.accept(drawn(zoom, grids, coverage, graph, lines));
    }
  }

  /** The first zoom of each level: [level] → zoom. */
  private static int[] minZooms(Coverage coverage) {
    TreeMap<Integer, List<Double>> sides = new TreeMap<>();
    for (Coverage.Face face : coverage.faces) {
      double area2 = 0;
      for (long[] ring : face.rings()) {
        area2 += Points.area2(ring);
      }
      sides
          .computeIfAbsent(face.level(), level -> new ArrayList<>())
          .add(Math.sqrt(Math.max(0, area2 / 2)) / STEPS_OF_PIXEL);
    }
    int[] zooms = new int[17];
    int above = 0;
    boolean root = true;
    for (int level = 1; level < zooms.length; level++) {
      List<Double> pixels = sides.getOrDefault(level, List.of());
      if (!pixels.isEmpty()) {
        double[] sorted = pixels.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double small = sorted[sorted.length / 4];
        double wanted = root ? SMALLEST_ROOT_PIXELS : SMALLEST_GRID_PIXELS;
        int zoom = TileLattice.MAX_ZOOM;
        while (zoom > above && small / 2 >= wanted) {
          small /= 2;
          zoom--;
        }
        above = zoom;
        root = false;
      }
      zooms[level] = above;
    }
    return zooms;
  }

  private static int deepestLevel(int[] minZooms, int zoom) {
    int deepest = 1;
    for (int level = 1; level < minZooms.length; level++) {
      if (minZooms[level] <= zoom) {
        deepest = level;
      }
    }
    return deepest;
  }

  private static long[] without(long[] ring, CoverageGraph graph, boolean[] dropped) {
    long[] kept = new long[ring.length];
    int count = 0;
    for (long point : ring) {
      if (!dropped[graph.table.number(point)]) {
        kept[count++] = point;
      }
    }
    return count == ring.length ? ring : Arrays.copyOf(kept, count);
  }

  private static ZoomCoverage drawn(
      int zoom,
      List<GridOutline> grids,
      Coverage coverage,
      CoverageGraph graph,
      List<long[]> lines) {
    List<ZoomCoverage.GridShape> shapes = new ArrayList<>(coverage.faces.size());
    for (Coverage.Face face : coverage.faces) {
      shapes.add(
          new ZoomCoverage.GridShape(
              grids.get(face.index()).id(),
              new LatticeShape(face.rings().stream().map(CoverageGeneralizer::flat).toList())));
    }
    List<ZoomCoverage.Border> borders = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      borders.add(
          new ZoomCoverage.Border(
              graph.arcs.get(i).level(), new LatticeShape(List.of(flat(lines.get(i))))));
    }
    return new ZoomCoverage(zoom, shapes, borders);
  }

  private static int[] flat(long[] points) {
    int[] flat = new int[2 * points.length];
    for (int i = 0; i < points.length; i++) {
      flat[2 * i] = Points.x(points[i]);
      flat[2 * i + 1] = Points.y(points[i]);
    }
    return flat;
  }

  /**
   * All grids on the lattice one finer than the deepest zoom, from where the first rounding goes.
   */
  private static Coverage onLattice(List<GridOutline> grids) {
    List<Coverage.Face> faces = new ArrayList<>(grids.size());
    for (int i = 0; i < grids.size(); i++) {
      List<long[]> rings = new ArrayList<>();
      Geometry geometry = grids.get(i).geometry();
      for (int k = 0; k < geometry.getNumGeometries(); k++) {
        if (geometry.getGeometryN(k) instanceof Polygon polygon && !polygon.isEmpty()) {
          addRing(rings, polygon.getExteriorRing(), true);
          for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
            addRing(rings, polygon.getInteriorRingN(hole), false);
          }
        }
      }
      faces.add(new Coverage.Face(i, Math.clamp(grids.get(i).level(), 1, 15), rings));
    }
    return new Coverage(faces);
  }

  private static void addRing(List<long[]> rings, LinearRing ring, boolean outer) {
    Coordinate[] coordinates = ring.getCoordinates();
    long[] points = new long[coordinates.length];
    int count = 0;
    for (Coordinate coordinate : coordinates) {
      long point =
          Points.of(
              (int) TileLattice.x(coordinate.x, TileLattice.MAX_ZOOM + 1),
              (int) TileLattice.y(coordinate.y, TileLattice.MAX_ZOOM + 1));
      if (count == 0 || points[count - 1] != point) {
        points[count++] = point;
      }
    }
    while (count > 1 && points[count - 1] == points[0]) {
      count--;
    }
    if (count < 3) {
      return;
    }
    long[] open = Arrays.copyOf(points, count);
    if (Points.area2(open) > 0 != outer) {
      for (int i = 0, k = count - 1; i < k; i++, k--) {
        long swap = open[i];
        open[i] = open[k];
        open[k] = swap;
      }
    }
    rings.add(open);
  }
}
