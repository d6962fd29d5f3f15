package org.gridmap.geodata.topology.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.check.Refusals;
import org.gridmap.geodata.topology.check.Surroundings;
import org.gridmap.geodata.topology.line.NearestPlace;
import org.gridmap.geodata.topology.state.PartitionState;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.operation.valid.IsSimpleOp;

/** Splits a leaf grid along a line, or into an island and the rest. */
final class Splits {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final PartitionState state;

  Splits(PartitionState state) {
    this.state = state;
  }

  void split(Operation.Split split) throws RefusedOperationException {
    PartitionGrid grid = Refusals.leaf(state, split.grid());
    codes(grid, split.left(), split.right());
    List<Coordinate> line = Refusals.line(state, split.line());
    Coordinate first = line.getFirst();
    boolean ring = first.equals2D(line.getLast());
    if (ring && line.size() < 4) {
      throw Refusals.refused(
          Reason.NOT_A_RING, "A ring has three corners at least.", first, grid.code());
    }
    simple(line, grid.code());
    if (ring && !Orientation.isCCW(line.toArray(Coordinate[]::new))) {
      line = line.reversed();
    }
    if (!ring) {
      line = reaching(grid.code(), line);
    }
    LandCut cut = new LandCut(state, Set.of(grid.code()));
    cut.draw(line);
    cut.cut();
    Coordinate out = cut.leaves();
    if (ring && out != null) {
      throw Refusals.refused(
          Reason.LINE_CROSSES_BORDER,
          "The ring leaves grid " + grid.code() + ".",
          out,
          grid.code());
    }
    if (!cut.divides()) {
      throw Refusals.refused(
          Reason.LINE_DOES_NOT_REACH_BORDER,
          "The line does not divide grid " + grid.code() + ".",
          first,
          grid.code());
    }
    cut.write(halves(cut, grid.code(), split, out));
    if (!split.left().code().equals(grid.code()) && !split.right().code().equals(grid.code())) {
      state.removeGrid(grid.code());
    }
    state.put(TreeEdits.leaf(split.left(), grid));
    state.put(TreeEdits.leaf(split.right(), grid));
    TreeEdits.reclaim(state, grid.code(), List.of(split.left().code(), split.right().code()));
  }

  private void codes(
      PartitionGrid grid, Operation.@Nullable NewGrid left, Operation.@Nullable NewGrid right)
      throws RefusedOperationException {
    TreeEdits.check(left);
    TreeEdits.check(right);
    for (Operation.NewGrid part : new Operation.@Nullable NewGrid[] {left, right}) {
      if (part != null && !part.code().equals(grid.code())) {
        new TreeEdits(state).newCode(part.code());
      }
    }
    if (left != null && right != null && left.code().equals(right.code())) {
      throw Refusals.refused(Reason.CODE_TAKEN, "The two parts need two codes.", null, left.code());
    }
  }

  /** Refuses a line that crosses or touches itself. */
  static void simple(List<Coordinate> line, String... grids) throws RefusedOperationException {
    IsSimpleOp simple = new IsSimpleOp(FACTORY.createLineString(line.toArray(Coordinate[]::new)));
    if (!simple.isSimple()) {
      throw Refusals.refused(
          Reason.LINE_CROSSES_ITSELF,
          "The line crosses itself.",
          simple.getNonSimpleLocation(),
          grids);
    }
  }

  /** The line with its ends led to the border where they almost reach it. */
  private List<Coordinate> reaching(String label, List<Coordinate> line)
      throws RefusedOperationException {
    List<Coordinate> longer = new ArrayList<>(line);
    Coordinate start = reach(label, line.getFirst(), line.get(1));
    Coordinate end = reach(label, line.getLast(), line.get(line.size() - 2));
    if (start != null) {
      longer.addFirst(start);
    }
    if (end != null) {
      longer.addLast(end);
    }
    return longer;
  }

  private @Nullable Coordinate reach(String label, Coordinate end, Coordinate before)
      throws RefusedOperationException {
    NearestPlace nearest = new NearestPlace(end);
    for (long id : state.border(label)) {
      Edge edge = state.findEdge(id);
      if (edge != null) {
        nearest.look(edge.points());
      }
    }
    if (nearest.metres() == 0 || !Surroundings.labelAt(state, end).equals(label)) {
      return null;
    }
    if (nearest.metres() > GridPartition.SNAP_METRES) {
      throw Refusals.refused(
          Reason.LINE_DOES_NOT_REACH_BORDER,
          "The line ends "
              + Math.round(nearest.metres() * 10) / 10.0
              + " m before the border of grid "
              + label
              + ".",
          end,
          label);
    }
    Coordinate place = nearest.place();
    return place.equals2D(before) ? null : place;
  }

  private Map<Integer, String> halves(
      LandCut cut, String grid, Operation.Split split, @Nullable Coordinate out)
      throws RefusedOperationException {
    Map<Integer, String> owners = new HashMap<>();
    List<LandCut.Face> left = new ArrayList<>();
    List<LandCut.Face> right = new ArrayList<>();
    List<LandCut.Face> rest = new ArrayList<>();
    for (LandCut.Face face : cut.faces()) {
      if (face.left() && face.right()) {
        Coordinate place = cut.shape(face).getInteriorPoint().getCoordinate();
        throw out != null ? crosses(grid, out) : LandCut.twoSided(grid, place);
      }
      (face.left() ? left : face.right() ? right : rest).add(face);
    }
    if (left.size() > 1 || right.size() > 1) {
      LandCut.Face piece = (left.size() > 1 ? left : right).getLast();
      Coordinate place = cut.shape(piece).getInteriorPoint().getCoordinate();
      throw out != null
          ? crosses(grid, out)
          : Refusals.refused(
              Reason.GRID_IN_PIECES,
              "The line cuts grid " + grid + " into more than two pieces.",
              place,
              grid);
    }
    if (left.isEmpty() || right.isEmpty()) {
      throw Refusals.refused(
          Reason.LINE_DOES_NOT_REACH_BORDER,
          "The line does not divide grid " + grid + ".",
          split.line().getFirst(),
          grid);
    }
    owners.put(left.getFirst().number(), split.left().code());
    owners.put(right.getFirst().number(), split.right().code());
    MultiPolygon leftShape = cut.shape(left.getFirst());
    MultiPolygon rightShape = cut.shape(right.getFirst());
    for (LandCut.Face islet : rest) {
      MultiPolygon shape = cut.shape(islet);
      boolean nearLeft = shape.distance(leftShape) < shape.distance(rightShape);
      owners.put(islet.number(), nearLeft ? split.left().code() : split.right().code());
    }
    return owners;
  }

  private static RefusedOperationException crosses(String grid, Coordinate place) {
    return Refusals.refused(
        Reason.LINE_CROSSES_BORDER,
        "The line leaves grid " + grid + " and comes back.",
        place,
        grid);
  }
}
