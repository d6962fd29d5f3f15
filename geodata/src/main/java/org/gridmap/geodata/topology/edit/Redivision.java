package org.gridmap.geodata.topology.edit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.gridmap.geodata.guard.Validity;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.Operation.WholeGrid;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.RefusedBuildException;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.check.Refusals;
import org.gridmap.geodata.topology.state.DerivedShapes;
import org.gridmap.geodata.topology.state.PartitionState;
import org.gridmap.geodata.topology.state.StateCodec;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** Divides all land of a partition anew: what the leaves make of it takes its place. */
final class Redivision {
  private static final int MOST_POINTS = 400_000;
  private static final long VALIDITY_TESTS = 6_000_000;

  /** Two outlines nearer than this are one. */
  private static final double METRES_OFF = 0.001;

  private final PartitionState state;

  Redivision(PartitionState state) {
    this.state = state;
  }

  void redivide(Operation.Redivide whole) throws RefusedOperationException {
    String before = state.hash();
    List<GridPartition.Source> sources = sources(whole.grids());
    Set<String> labels = new HashSet<>();
    state.grids().stream().filter(PartitionGrid::leaf).forEach(leaf -> labels.add(leaf.code()));
    state.lands().stream()
        .filter(land -> land.kind() != OpenLand.OpenLandKind.OUTSIDE)
        .forEach(land -> labels.add(PartitionState.label(land.id())));
    MultiPolygon outline = DerivedShapes.ofLabels(state, labels);
    GridPartition built = built(sources, outline);
    PartitionState other = StateCodec.read(built.write());
    settle(built, other);
    sameOutline(outline, other);
    LockedBorders.keep(state, other);
    new Replacement(state, other).write();
    if (state.hash().equals(before)) {
      throw Refusals.refused(
          Reason.NOTHING_CHANGES,
          "The division is that already.",
          outline.getInteriorPoint().getCoordinate());
    }
  }

  private List<GridPartition.Source> sources(List<WholeGrid> grids)
      throws RefusedOperationException {
    List<GridPartition.Source> sources = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    int points = 0;
    for (WholeGrid grid : grids) {
      TreeEdits.code(grid.code());
      TreeEdits.name(grid.name());
      MultiPolygon land = grid.land();
      Coordinate inside = land == null || land.isEmpty() ? null : land.getCoordinate();
      if (!codes.add(grid.code())) {
        throw Refusals.refused(
            Reason.CODE_TAKEN, "Two grids have the code " + grid.code() + ".", inside, grid.code());
      }
      if (land != null) {
        points += land.getNumPoints();
        if (points > MOST_POINTS) {
          throw Refusals.refused(
              Reason.TOO_MANY_POINTS, "A division has " + MOST_POINTS + " points at most.", inside);
        }
        valid(grid.code(), land);
      }
      sources.add(
          new GridPartition.Source(
              new PartitionGrid(
                  grid.code(),
                  grid.name(),
                  grid.parent(),
                  grid.levelName(),
                  grid.kind(),
                  land != null),
              land));
    }
    return sources;
  }

  private void valid(String code, MultiPolygon land) throws RefusedOperationException {
    for (Coordinate at : land.getCoordinates()) {
      Refusals.place(state, at);
    }
    if (land.isEmpty()) {
      throw Refusals.refused(
          Reason.EMPTY_GRID, "Nothing would be left of grid " + code + ".", null, code);
    }
    Validity validity = Validity.of(land, VALIDITY_TESTS);
    if (validity.kind() != Validity.InvalidityKind.VALID) {
      throw Refusals.refused(
          Reason.SELF_INTERSECTION,
          "The outline of grid " + code + " is not valid: " + validity.reason() + ".",
          validity.place() == null ? land.getCoordinate() : validity.place(),
          code);
    }
  }

  private GridPartition built(List<GridPartition.Source> sources, MultiPolygon outline)
      throws RefusedOperationException {
    try {
      return GridPartition.build(
              sources,
              outline,
              new GridPartition.BuildOptions(
                  GridPartition.BuildOptions.EXACT.toleranceMetres(), true))
          .partition();
    } catch (RefusedBuildException nothingLeft) {
      RefusedBuildException.Fault fault = nothingLeft.faults().getFirst();
      throw new RefusedOperationException(
          Reason.EMPTY_GRID, fault.sentence(), fault.place(), fault.grids());
    } catch (IllegalArgumentException noTree) {
      throw Refusals.refused(
          Reason.WRONG_PARENT,
          "The grids do not stand under one another in one tree: " + noTree.getMessage() + ".",
          outline.getInteriorPoint().getCoordinate());
    }
  }

  /** Land that may stay open stays open; no other may come to be. */
  private void settle(GridPartition built, PartitionState other) throws RefusedOperationException {
    for (OpenLand land : List.copyOf(other.lands())) {
      OpenLand allowed =
          land.kind() == OpenLand.OpenLandKind.GAP ? allowedAt(built.polygon(land)) : null;
      if (allowed == null) {
        throw refused(land);
      }
      other.put(
          new OpenLand(
              land.id(),
              allowed.kind(),
              allowed.claims().stream().filter(code -> other.findGrid(code) != null).toList(),
              allowed.areaSquareMetres(),
              allowed.place(),
              allowed.allowed()));
    }
  }

  private @Nullable OpenLand allowedAt(MultiPolygon gap) {
    return state.lands().stream()
        .filter(land -> land.allowed() != null)
        .filter(land -> same(DerivedShapes.ofLand(state, land.id()), gap))
        .findFirst()
        .orElse(null);
  }

  private static boolean same(MultiPolygon one, MultiPolygon other) {
    return one.getEnvelopeInternal().intersects(other.getEnvelopeInternal())
        && GroundArea.squareMetres(OverlayNGRobust.overlay(one, other, OverlayNG.SYMDIFFERENCE))
            <= METRES_OFF * GroundArea.perimeterMetres(one);
  }

  private static RefusedOperationException refused(OpenLand land) {
    String size = String.format(java.util.Locale.ROOT, "%.2f m²", land.areaSquareMetres());
    String claims = String.join(" and ", land.claims());
    return switch (land.kind()) {
      case GAP ->
          new RefusedOperationException(
              Reason.LAND_LEFT_OPEN, size + " belong to no grid.", land.place(), land.claims());
      case OVERLAP ->
          new RefusedOperationException(
              Reason.LAND_TAKEN_TWICE,
              size + " belong to " + claims + ".",
              land.place(),
              land.claims());
      case OUTSIDE ->
          new RefusedOperationException(
              Reason.OUTSIDE_PARENT,
              size + " of " + claims + " lie outside the plan.",
              land.place(),
              land.claims());
    };
  }

  /** Neighbours have the outline too: a file that is a little off must not move it. */
  private static void sameOutline(MultiPolygon outline, PartitionState other)
      throws RefusedOperationException {
    Set<String> labels = new HashSet<>();
    other.grids().stream().filter(PartitionGrid::leaf).forEach(leaf -> labels.add(leaf.code()));
    other.lands().forEach(land -> labels.add(PartitionState.label(land.id())));
    MultiPolygon now = DerivedShapes.ofLabels(other, labels);
    if (!now.norm().equalsExact(outline.norm()) && !same(outline, now)) {
      Coordinate place =
          OverlayNGRobust.overlay(outline, now, OverlayNG.SYMDIFFERENCE)
              .getInteriorPoint()
              .getCoordinate();
      throw Refusals.refused(
          Reason.OUTLINE_FIXED,
          "The outline of the plan does not move.",
          Objects.requireNonNullElse(place, outline.getCoordinate()));
    }
  }
}
