package org.gridmap.geodata.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.geodata.demo.PlantedFault.Kind;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateList;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineSegment;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Makes a draft with one fault of every kind, for the doctor and the fixes to be shown on. Spoils
 * copies of base leaf grids, each grid at most once, so that every planted fault stands alone.
 * Moves are made by whole vertices: what is not meant to be wrong still matches exactly.
 */
final class FaultPlanter {
  /** Roughly one metre in degrees of latitude; good enough to choose the size of a mistake. */
  private static final double METRE = 9.0e-6;

  private final DemoTown town;
  private final Map<String, DemoGrid> grids = new LinkedHashMap<>();
  private final Map<Coordinate, Set<String>> owners = new HashMap<>();
  private final Map<String, String> zones = new HashMap<>();
  private final Set<String> used = new TreeSet<>();
  private final List<DemoGrid> extra = new ArrayList<>();
  private final List<PlantedFault> faults = new ArrayList<>();
  private int nextCode;

  /** A vertex of grid {@code code} that may be moved, with its neighbours on the ring. */
  private record Corner(String code, @Nullable String neighbour, int index, Coordinate[] ring) {
    Coordinate before() {
      return ring[(index + ring.length - 2) % (ring.length - 1)];
    }

    Coordinate at() {
      return ring[index];
    }

    Coordinate after() {
      return ring[index + 1];
    }
  }

  FaultPlanter(DemoTown town) {
    this.town = town;
    for (DemoGrid grid : town.grids()) {
      if (grid.leaf()) {
        grids.put(grid.code(), grid);
        String parent = grid.parentCode();
        zones.put(grid.code(), parent == null ? "" : parent);
        for (Coordinate vertex : grid.polygon().getCoordinates()) {
          owners.computeIfAbsent(vertex, v -> new TreeSet<>()).add(grid.code());
        }
      }
    }
    nextCode = grids.size() + 1;
  }

  /** The grids of the draft, with the same tree as the town's own division. */
  List<DemoGrid> plant() {
    invalid();
    moved(Kind.OVERLAP, true, -12);
    addition(Kind.DUPLICATE);
    addition(Kind.CONTAINMENT);
    moved(Kind.GAP_ENCLOSED, true, 11);
    inlet();
    moved(Kind.GAP_BOUNDARY, false, 14);
    moved(Kind.OUTSIDE, false, -14);
    edgeMismatch();
    multipart();
    List<DemoGrid> all = new ArrayList<>();
    for (DemoGrid grid : town.grids()) {
      all.add(grid.leaf() ? leaf(grid.code()) : grid);
    }
    all.addAll(extra);
    return all;
  }

  /** What was planted, in the order of {@link Kind}. */
  List<PlantedFault> planted() {
    return faults;
  }

  private DemoGrid leaf(String code) {
    DemoGrid grid = grids.get(code);
    if (grid == null) {
      throw new IllegalStateException("no leaf grid " + code);
    }
    return grid;
  }

  /** Free base grids without islands, starting at another one for each fault. */
  private List<String> candidates() {
    List<String> free = new ArrayList<>();
    for (DemoGrid grid : grids.values()) {
      if (grid.kind().equals("BASE")
          && !used.contains(grid.code())
          && grid.polygon() instanceof Polygon p
          && p.getNumInteriorRing() == 0) {
        free.add(grid.code());
      }
    }
    int start = faults.size() * 17 % free.size();
    List<String> turned = new ArrayList<>(free.subList(start, free.size()));
    turned.addAll(free.subList(0, start));
    return turned;
  }

  private Polygon polygon(String code) {
    return (Polygon) leaf(code).polygon();
  }

  private Set<String> owners(Coordinate vertex) {
    return owners.getOrDefault(vertex, Set.of());
  }

  private void record(Kind kind, Coordinate place, String... codes) {
    Set<String> sorted = new TreeSet<>(List.of(codes));
    used.addAll(sorted);
    faults.add(new PlantedFault(kind, List.copyOf(sorted), place));
  }

  private void replace(String code, Geometry polygon) {
    grids.put(code, with(leaf(code), code, leaf(code).name(), polygon));
  }

  private static DemoGrid with(DemoGrid grid, String code, String name, Geometry polygon) {
    return new DemoGrid(
        code,
        grid.parentCode(),
        name,
        grid.level(),
        grid.levelName(),
        grid.kind(),
        grid.leaf(),
        polygon);
  }

  private static Polygon polygon(Coordinate[] ring) {
    return LocalPlane.DEGREES.createPolygon(ring);
  }

  private static Coordinate shifted(Coordinate from, double east, double north) {
    return new Coordinate(round(from.x + east * METRE), round(from.y + north * METRE));
  }

  private static double round(double degrees) {
    return Math.round(degrees * 1e8) / 1e8;
  }

  private static Coordinate middle(Coordinate a, Coordinate b) {
    return new Coordinate((a.x + b.x) / 2, (a.y + b.y) / 2);
  }

  /** A loop in the middle of the ring that crosses itself, hung on a vertex, inside the grid. */
  private void invalid() {
    for (String code : candidates()) {
      Polygon land = polygon(code);
      Coordinate[] ring = land.getCoordinates();
      for (int i = 1; i + 1 < ring.length; i++) {
        Coordinate v = ring[i];
        double[] in = inward(ring, i);
        Coordinate a = turned(v, in, 24, 5);
        Coordinate b = turned(v, in, 12, 20);
        Coordinate c = turned(v, in, 12, -9);
        Coordinate crossing = new LineSegment(v, a).intersection(new LineSegment(b, c));
        Geometry loop = LocalPlane.DEGREES.createLineString(new Coordinate[] {v, a, b, c, v});
        if (crossing == null || !land.contains(loop)) {
          continue;
        }
        CoordinateList spoilt = new CoordinateList();
        for (int k = 0; k < ring.length; k++) {
          spoilt.add(ring[k], false);
          if (k == i) {
            spoilt.add(new Coordinate[] {a, b, c, v}, false);
          }
        }
        replace(code, polygon(spoilt.toCoordinateArray()));
        record(Kind.INVALID, crossing, code);
        return;
      }
    }
    throw nowhere(Kind.INVALID);
  }

  /** Unit vector into the land at a vertex of a normalised (clockwise) shell, in degrees. */
  private static double[] inward(Coordinate[] ring, int i) {
    Coordinate before = ring[(i + ring.length - 2) % (ring.length - 1)];
    Coordinate after = ring[i + 1];
    double length = before.distance(after);
    return new double[] {(after.y - before.y) / length, -(after.x - before.x) / length};
  }

  private static Coordinate turned(Coordinate v, double[] in, double deep, double aside) {
    return shifted(v, in[0] * deep - in[1] * aside, in[1] * deep + in[0] * aside);
  }

  /** Corners on a border with one neighbour of the same zone, or on the village's own border. */
  private List<Corner> corners(String code, boolean shared) {
    Coordinate[] ring = polygon(code).getCoordinates();
    List<Corner> corners = new ArrayList<>();
    for (int i = 1; i + 1 < ring.length; i++) {
      Set<String> here = owners(ring[i]);
      boolean plain =
          here.equals(owners(ring[i - 1]))
              && here.equals(owners(ring[i + 1]))
              && here.size() == (shared ? 2 : 1)
              && ring[i].distance(ring[i - 1]) > 4 * METRE
              && ring[i].distance(ring[i + 1]) > 4 * METRE;
      if (plain) {
        String other = here.stream().filter(c -> !c.equals(code)).findFirst().orElse(null);
        if (other == null || (!used.contains(other) && sameZone(code, other) && isBase(other))) {
          corners.add(new Corner(code, other, i, ring));
        }
      }
    }
    return corners;
  }

  private boolean sameZone(String a, String b) {
    return zones.getOrDefault(a, "").equals(zones.getOrDefault(b, ""));
  }

  private boolean isBase(String code) {
    return leaf(code).kind().equals("BASE");
  }

  /**
   * Moves one vertex of one grid by {@code deep} metres into its own land (negative: out of it).
   */
  private void moved(Kind kind, boolean shared, double deep) {
    for (String code : candidates()) {
      for (Corner corner : corners(code, shared)) {
        Coordinate to = turned(corner.at(), inward(corner.ring(), corner.index()), deep, 0);
        Geometry changed =
            polygon(
                new Coordinate[] {
                  corner.before(), corner.at(), corner.after(), to, corner.before()
                });
        Polygon moved = withVertex(corner, to);
        String neighbour = corner.neighbour();
        Geometry ground = deep > 0 || neighbour == null ? polygon(code) : polygon(neighbour);
        boolean right =
            kind == Kind.OUTSIDE
                ? !town.grids().get(0).polygon().contains(changed)
                : changed.isValid() && ground.covers(changed);
        if (moved.isValid() && changed.isValid() && right) {
          replace(code, moved);
          Coordinate place = middle(corner.at(), to);
          if (neighbour == null) {
            record(kind, place, code);
          } else {
            record(kind, place, code, neighbour);
          }
          return;
        }
      }
    }
    throw nowhere(kind);
  }

  private static Polygon withVertex(Corner corner, Coordinate to) {
    Coordinate[] ring = corner.ring().clone();
    ring[corner.index()] = to;
    return polygon(ring);
  }

  /** A second grid on the land of another: the same outline, or a square in its middle. */
  private void addition(Kind kind) {
    String code = candidates().get(0);
    String twin = code.substring(0, 12) + Integer.toString(1_000 + nextCode++).substring(1);
    Coordinate centre = polygon(code).getInteriorPoint().getCoordinate();
    Geometry land = kind == Kind.DUPLICATE ? polygon(code).copy() : square(centre, 14);
    if (!polygon(code).covers(land)) {
      throw nowhere(kind);
    }
    extra.add(with(leaf(code), twin, leaf(code).name() + "（副本）", land));
    record(kind, centre, code, twin);
  }

  private static Polygon square(Coordinate centre, double half) {
    return polygon(
        new Coordinate[] {
          shifted(centre, -half, -half),
          shifted(centre, -half, half),
          shifted(centre, half, half),
          shifted(centre, half, -half),
          shifted(centre, -half, -half)
        });
  }

  /** Draws one grid back from a neighbour where their border meets the village border. */
  private void inlet() {
    for (String code : candidates()) {
      Coordinate[] ring = polygon(code).getCoordinates();
      for (int i = 1; i + 3 < ring.length; i++) {
        Set<String> mouth = owners(ring[i]);
        boolean opens =
            mouth.size() == 2
                && owners(ring[i - 1]).size() == 1
                && mouth.equals(owners(ring[i + 1]))
                && mouth.equals(owners(ring[i + 2]));
        String other = mouth.stream().filter(c -> !c.equals(code)).findFirst().orElse("");
        if (!opens || used.contains(other) || !sameZone(code, other) || !isBase(other)) {
          continue;
        }
        // The mouth slides along the village border, so that nothing but the strip opens.
        double outer = ring[i].distance(ring[i - 1]);
        double part = Math.min(0.5, 3 * METRE / outer);
        Coordinate[] drawn = ring.clone();
        drawn[i] =
            new Coordinate(
                ring[i].x + (ring[i - 1].x - ring[i].x) * part,
                ring[i].y + (ring[i - 1].y - ring[i].y) * part);
        drawn[i + 1] = turned(ring[i + 1], inward(ring, i + 1), 3, 0);
        Polygon moved = polygon(drawn);
        if (moved.isValid() && moved.getArea() < polygon(code).getArea()) {
          replace(code, moved);
          record(Kind.GAP_INLET, middle(ring[i + 1], drawn[i + 1]), code, other);
          return;
        }
      }
    }
    throw nowhere(Kind.GAP_INLET);
  }

  /** Adds a vertex to one side of a border only, a tenth of a millimetre beside the line. */
  private void edgeMismatch() {
    for (String code : candidates()) {
      for (Corner corner : corners(code, true)) {
        String neighbour = corner.neighbour();
        if (neighbour != null) {
          Coordinate odd = middle(corner.at(), corner.after());
          double aside = 1e-9 / corner.at().distance(corner.after());
          odd =
              new Coordinate(
                  odd.x - aside * (corner.after().y - corner.at().y),
                  odd.y + aside * (corner.after().x - corner.at().x));
          CoordinateList ring = new CoordinateList(corner.ring());
          ring.add(corner.index() + 1, odd);
          replace(code, polygon(ring.toCoordinateArray()));
          record(Kind.EDGE_MISMATCH, odd, code, neighbour);
          return;
        }
      }
    }
    throw nowhere(Kind.EDGE_MISMATCH);
  }

  /** Gives a grid a square of another one's land, far from its own. */
  private void multipart() {
    for (String code : candidates()) {
      for (String host : candidates()) {
        Coordinate centre = polygon(host).getInteriorPoint().getCoordinate();
        Polygon part = square(centre, 13);
        if (host.equals(code)
            || !sameZone(code, host)
            || polygon(host).touches(polygon(code))
            || !polygon(host).covers(part)) {
          continue;
        }
        LinearRing hole = (LinearRing) part.getExteriorRing().reverse();
        replace(
            host,
            LocalPlane.DEGREES.createPolygon(
                polygon(host).getExteriorRing(), new LinearRing[] {hole}));
        replace(code, LocalPlane.DEGREES.createMultiPolygon(new Polygon[] {polygon(code), part}));
        record(Kind.MULTIPART, centre, code);
        used.add(host);
        return;
      }
    }
    throw nowhere(Kind.MULTIPART);
  }

  private static IllegalStateException nowhere(Kind kind) {
    return new IllegalStateException("the town has no place for a fault of kind " + kind);
  }
}
