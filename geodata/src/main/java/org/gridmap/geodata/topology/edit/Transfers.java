package org.gridmap.geodata.topology.edit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.geodata.corner.Corners;
import org.gridmap.geodata.guard.Validity;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.check.Refusals;
import org.gridmap.geodata.topology.check.Surroundings;
import org.gridmap.geodata.topology.state.DerivedShapes;
import org.gridmap.geodata.topology.state.PartitionState;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/** Gives an area to a leaf grid. */
final class Transfers {
  private static final long VALIDITY_TESTS = 2_000_000;

  private final PartitionState state;

  Transfers(PartitionState state) {
    this.state = state;
  }

  void transfer(Operation.Transfer transfer) throws RefusedOperationException {
    String to = Refusals.leaf(state, transfer.to()).code();
    MultiPolygon area = area(transfer.area());
    Set<String> losers = losers(transfer, area);
    Map<String, Integer> parts = new HashMap<>();
    for (String code : losers) {
      parts.put(code, parts(code));
    }
    int before = parts(to);
    LandCut cut = new LandCut(state, losers);
    for (int g = 0; g < area.getNumGeometries(); g++) {
      Polygon polygon = (Polygon) area.getGeometryN(g);
      draw(cut, polygon.getExteriorRing(), true);
      for (int r = 0; r < polygon.getNumInteriorRing(); r++) {
        draw(cut, polygon.getInteriorRingN(r), false);
      }
    }
    cut.cut();
    Map<Integer, String> owners = new HashMap<>();
    IndexedPointInAreaLocator locator = new IndexedPointInAreaLocator(area);
    for (LandCut.Face face : cut.faces()) {
      if (inside(cut, face, locator)) {
        owners.put(face.number(), to);
      }
    }
    if (owners.isEmpty()) {
      throw Refusals.refused(
          Reason.NOTHING_CHANGES,
          "The area takes no land from another grid.",
          area.getCoordinate(),
          to);
    }
    cut.write(owners);
    Cleanup.dissolve(state);
    whole(area, to, before, parts);
  }

  private static boolean inside(LandCut cut, LandCut.Face face, IndexedPointInAreaLocator locator) {
    if (face.left() != face.right()) {
      return face.left();
    }
    Geometry shape = cut.shape(face);
    if (!face.left()) {
      for (Coordinate at : shape.getCoordinates()) {
        int location = locator.locate(at);
        if (location != Location.BOUNDARY) {
          return location == Location.INTERIOR;
        }
      }
    }
    return locator.locate(shape.getInteriorPoint().getCoordinate()) == Location.INTERIOR;
  }

  /** No grid may fall apart, and the land must adjoin who gains it. */
  private void whole(MultiPolygon area, String to, int before, Map<String, Integer> parts)
      throws RefusedOperationException {
    for (Map.Entry<String, Integer> part : parts.entrySet()) {
      if (state.border(part.getKey()).isEmpty()) {
        throw Refusals.refused(
            Reason.EMPTY_GRID,
            "Nothing would be left of grid " + part.getKey() + ".",
            area.getInteriorPoint().getCoordinate(),
            part.getKey());
      }
      MultiPolygon left = DerivedShapes.ofLabels(state, Set.of(part.getKey()));
      if (left.getNumGeometries() > part.getValue()) {
        throw Refusals.refused(
            Reason.GRID_IN_PIECES,
            "Grid " + part.getKey() + " would fall into pieces.",
            smallest(left),
            part.getKey());
      }
    }
    MultiPolygon gained = DerivedShapes.ofLabels(state, Set.of(to));
    if (gained.getNumGeometries() > before) {
      throw Refusals.refused(
          Reason.NOT_ADJACENT,
          "The land does not adjoin grid " + to + ".",
          area.getInteriorPoint().getCoordinate(),
          to);
    }
  }

  private static Coordinate smallest(MultiPolygon land) {
    Geometry smallest = land.getGeometryN(0);
    for (int g = 1; g < land.getNumGeometries(); g++) {
      if (land.getGeometryN(g).getArea() < smallest.getArea()) {
        smallest = land.getGeometryN(g);
      }
    }
    return smallest.getInteriorPoint().getCoordinate();
  }

  private int parts(String code) {
    return DerivedShapes.ofLabels(state, Set.of(code)).getNumGeometries();
  }

  /** The area on the lattice. */
  private MultiPolygon area(@Nullable MultiPolygon given) throws RefusedOperationException {
    if (given == null || given.isEmpty()) {
      throw Refusals.refused(Reason.NOT_A_RING, "There is no area.", null);
    }
    Refusals.counted(given.getNumPoints(), given.getCoordinate());
    for (Coordinate at : given.getCoordinates()) {
      Refusals.place(state, at);
    }
    MultiPolygon area =
        Corners.moved(
            given,
            at -> new Coordinate(PrecisionLattice.round(at.x), PrecisionLattice.round(at.y)));
    Validity validity = Validity.of(area, VALIDITY_TESTS);
    if (validity.kind() != Validity.InvalidityKind.VALID) {
      throw Refusals.refused(
          Reason.SELF_INTERSECTION,
          "The outline of the area crosses itself: " + validity.reason() + ".",
          validity.place());
    }
    return area;
  }

  private Set<String> losers(Operation.Transfer transfer, MultiPolygon area)
      throws RefusedOperationException {
    Set<String> losers = new TreeSet<>();
    if (transfer.from() != null && !transfer.from().isEmpty()) {
      for (String code : transfer.from()) {
        losers.add(Refusals.leaf(state, code).code());
      }
    } else {
      Set<String> near = new HashSet<>();
      state
          .index()
          .query(
              area.getEnvelopeInternal(),
              edge -> {
                near.add(edge.left());
                near.add(edge.right());
              });
      near.add(Surroundings.labelAt(state, area.getCoordinate()));
      PreparedGeometry prepared = PreparedGeometryFactory.prepare(area);
      for (String label : near) {
        if (!label.isEmpty()
            && !PartitionState.isLand(label)
            && prepared.intersects(DerivedShapes.ofLabels(state, Set.of(label)))) {
          losers.add(label);
        }
      }
    }
    losers.remove(transfer.to());
    if (losers.isEmpty()) {
      throw Refusals.refused(
          Reason.NOTHING_CHANGES,
          "The area takes no land from another grid.",
          area.getCoordinate(),
          transfer.to());
    }
    return losers;
  }

  private static void draw(LandCut cut, LinearRing ring, boolean shell) {
    List<Coordinate> line = PrecisionLattice.round(List.of(ring.getCoordinates()));
    if (line.size() >= 4) {
      cut.draw(Orientation.isCCW(ring.getCoordinateSequence()) == shell ? line : line.reversed());
    }
  }
}
