package org.gridmap.geodata.repair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.coverage.DrawingPlane;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.topology.GridPartition.Built;
import org.gridmap.geodata.topology.GridPartition.Given;
import org.gridmap.geodata.topology.GridPartition.Moved;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;

/** Lists the changes of each grid in a repaired layer. */
final class ChangeList {
  /** Less is rounding. */
  private static final double TOLD_METRES = 5e-4;

  private static final int MOST_STEPS = 16;

  private final List<DrawnGrid> grids;
  private final boolean[] higher;
  private final Map<String, Integer> placeOf = new HashMap<>();
  private final RepairPlane lattice;
  private final DrawingPlane plane;
  private final List<LayerChange> changes = new ArrayList<>();

  ChangeList(
      List<DrawnGrid> grids,
      boolean[] higher,
      List<String> ids,
      RepairPlane lattice,
      DrawingPlane plane) {
    this.grids = grids;
    this.higher = higher;
    this.lattice = lattice;
    this.plane = plane;
    for (int i = 0; i < ids.size(); i++) {
      placeOf.put(ids.get(i), i);
    }
  }

  /**
   * @param laid the grids as they were, on the lattice
   * @param outlines the grids as they are, on the lattice
   * @param geometries the grids as they are, drawn
   */
  List<LayerChange> of(
      Built built,
      List<MultiPolygon> laid,
      List<MultiPolygon> outlines,
      List<MultiPolygon> geometries) {
    built
        .repaired()
        .forEach((id, sentence) -> {
          int grid = placeOf.getOrDefault(id, 0);
          add(LayerChange.ChangeKind.RING_READ, grid, null, null, 0, 0, "even-odd rule");
        });
    Set<Coordinate> handedOver = new HashSet<>();
    for (Given given : built.given()) {
      given.shapes().forEach(shape -> handedOver.addAll(List.of(shape.getCoordinates())));
      given(given);
    }
    Map<Coordinate, Coordinate> led = new HashMap<>();
    for (Moved moved : built.moved()) {
      if (!moved.from().equals2D(moved.to())) {
        led.putIfAbsent(moved.from(), moved.to());
      }
    }
    for (int i = 0; i < grids.size(); i++) {
      if (geometries.get(i) == grids.get(i).geometry()) {
        continue;
      }
      if (higher[i]) {
        add(LayerChange.ChangeKind.UNION_TAKEN, i, null, null, 0, 0, "union of the grids below");
      } else {
        corners(i, laid.get(i), outlines.get(i), geometries.get(i), led, handedOver);
      }
    }
    changes.sort(Comparator.comparingLong(LayerChange::row).thenComparing(LayerChange::kind));
    return List.copyOf(changes);
  }

  private void given(Given given) {
    double area = 0;
    for (Geometry shape : given.shapes()) {
      area += plane.squareMetres(lattice.drawn(shape));
    }
    Coordinate place = given.shapes().getFirst().getInteriorPoint().getCoordinate();
    Integer heir = placeOf.get(given.to());
    if (heir == null) {
      for (String side : given.sides()) {
        int loser = placeOf.getOrDefault(side, 0);
        add(LayerChange.ChangeKind.CUT_AWAY, loser, null, place, given.widthMetres(), area, "");
      }
      return;
    }
    List<String> others = new ArrayList<>();
    for (String side : given.sides()) {
      int other = placeOf.getOrDefault(side, 0);
      if (other != heir) {
        others.add(grids.get(other).code());
      }
    }
    add(
        given.kind() == org.gridmap.geodata.topology.OpenLand.OpenLandKind.GAP
            ? LayerChange.ChangeKind.GAP_GIVEN
            : LayerChange.ChangeKind.OVERLAP_GIVEN,
        heir,
        null,
        place,
        given.widthMetres(),
        area,
        String.join(" ", others));
  }

  private void corners(
      int grid,
      MultiPolygon was,
      MultiPolygon is,
      MultiPolygon drawn,
      Map<Coordinate, Coordinate> led,
      Set<Coordinate> handedOver) {
    Set<Coordinate> before = new LinkedHashSet<>(List.of(was.getCoordinates()));
    Set<Coordinate> kept = new HashSet<>(List.of(drawn.getCoordinates()));
    Set<Coordinate> after = new LinkedHashSet<>(List.of(is.getCoordinates()));
    Set<Coordinate> reached = new HashSet<>();
    for (Coordinate corner : before) {
      if (after.contains(corner)) {
        continue;
      }
      Coordinate end = end(corner, led);
      double metres = GroundArea.metres(corner.x, corner.y, end.x, end.y);
      if (metres > TOLD_METRES) {
        reached.add(end);
        add(LayerChange.ChangeKind.CORNER_MOVED, grid, lattice.drawn(corner), end, metres, 0, "");
      }
    }
    for (Coordinate vertex : after) {
      if (!before.contains(vertex)
          && !reached.contains(vertex)
          && !handedOver.contains(vertex)
          && kept.contains(lattice.drawn(vertex))) {
        add(LayerChange.ChangeKind.VERTEX_ADDED, grid, null, vertex, 0, 0, "");
      }
    }
  }

  private static Coordinate end(Coordinate corner, Map<Coordinate, Coordinate> led) {
    Coordinate at = corner;
    for (int step = 0; step < MOST_STEPS && led.containsKey(at); step++) {
      at = led.getOrDefault(at, at);
    }
    return at;
  }

  private void add(
      LayerChange.ChangeKind kind,
      int grid,
      @Nullable Coordinate from,
      @Nullable Coordinate place,
      double metres,
      double area,
      String others) {
    changes.add(
        new LayerChange(
            kind,
            grids.get(grid).row(),
            grids.get(grid).code(),
            from,
            place == null ? null : lattice.drawn(place),
            metres,
            area,
            others));
  }
}
