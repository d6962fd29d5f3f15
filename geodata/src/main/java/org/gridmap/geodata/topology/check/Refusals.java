package org.gridmap.geodata.topology.check;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.state.PartitionState;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * Checks of an operation's arguments: looks up what they name and throws {@link
 * RefusedOperationException} where it does not exist or is not allowed.
 */
public final class Refusals {
  private static final int MOST_POINTS = 20_000;

  /** How far beyond the plan a coordinate may lie, in degrees, besides the plan's own size. */
  private static final double BEYOND_DEGREES = 0.01;

  private Refusals() {}

  public static RefusedOperationException refused(
      Reason reason, String message, @Nullable Coordinate place, String... grids) {
    List<String> named = new ArrayList<>();
    for (String grid : grids) {
      if (!grid.isEmpty() && !PartitionState.isLand(grid) && !named.contains(grid)) {
        named.add(grid);
      }
    }
    return new RefusedOperationException(
        reason, message, place == null ? null : new Coordinate(place.x, place.y), named);
  }

  public static Edge edge(PartitionState state, long id) throws RefusedOperationException {
    Edge edge = state.findEdge(id);
    if (edge == null) {
      throw refused(Reason.UNKNOWN_EDGE, "There is no edge " + id + ".", null);
    }
    return edge;
  }

  public static PartitionGrid grid(PartitionState state, String code)
      throws RefusedOperationException {
    PartitionGrid grid = state.findGrid(code);
    if (grid == null) {
      throw refused(Reason.UNKNOWN_GRID, "There is no grid " + code + ".", null);
    }
    return grid;
  }

  public static PartitionGrid leaf(PartitionState state, String code)
      throws RefusedOperationException {
    PartitionGrid grid = grid(state, code);
    if (!grid.leaf()) {
      throw refused(
          Reason.NOT_A_LEAF,
          "Grid " + code + " is the union of others and has no border of its own.",
          null,
          code);
    }
    return grid;
  }

  public static boolean isLeaf(PartitionState state, String code) {
    PartitionGrid grid = state.findGrid(code);
    return grid != null && grid.leaf();
  }

  public static OpenLand land(PartitionState state, long id) throws RefusedOperationException {
    OpenLand land = state.findLand(id);
    if (land == null) {
      throw refused(Reason.UNKNOWN_OPEN_LAND, "There is no open land " + id + ".", null);
    }
    return land;
  }

  public static void unlocked(Edge edge) throws RefusedOperationException {
    if (edge.locked()) {
      throw refused(
          Reason.LOCKED, border(edge) + " is locked.", middle(edge), edge.left(), edge.right());
    }
  }

  public static void inner(Edge edge) throws RefusedOperationException {
    if (outer(edge)) {
      throw refused(
          Reason.OUTLINE_FIXED,
          "The outline of the plan does not move.",
          middle(edge),
          edge.left(),
          edge.right());
    }
  }

  public static boolean outer(Edge edge) {
    return edge.left().isEmpty() || edge.right().isEmpty();
  }

  public static Coordinate middle(Edge edge) {
    return edge.points().get(edge.points().size() / 2);
  }

  /** A border as the beginning of a sentence. */
  public static String border(Edge edge) {
    return "The border between " + side(edge.left()) + " and " + side(edge.right());
  }

  /** Refuses to build on a border that is another one by now. */
  public static RefusedOperationException changed(Edge edge, Coordinate place) {
    return refused(
        Reason.CHANGED_SINCE,
        border(edge) + " was changed since.",
        place,
        edge.left(),
        edge.right());
  }

  public static String side(String label) {
    return label.isEmpty() ? "the outside" : PartitionState.isLand(label) ? "open land" : label;
  }

  /** The coordinate on the lattice. */
  public static Coordinate place(PartitionState state, @Nullable Coordinate at)
      throws RefusedOperationException {
    if (at == null || !Double.isFinite(at.x) || !Double.isFinite(at.y)) {
      throw refused(Reason.COORDINATE_OUT_OF_RANGE, "A coordinate is not a finite number.", null);
    }
    Envelope near = new Envelope(state.bounds());
    near.expandBy(BEYOND_DEGREES + near.getDiameter());
    if (!PrecisionLattice.onEarth(at) || !near.covers(at)) {
      throw refused(
          Reason.COORDINATE_OUT_OF_RANGE,
          "The place " + at.x + ", " + at.y + " lies far from the plan.",
          at);
    }
    return PrecisionLattice.round(at);
  }

  /** The lattice points of a drawn line, at least two. */
  public static List<Coordinate> line(PartitionState state, @Nullable List<Coordinate> drawn)
      throws RefusedOperationException {
    if (drawn == null || drawn.size() < 2) {
      throw refused(
          Reason.NOT_A_LINE,
          "A line has two points at least.",
          drawn == null || drawn.isEmpty() ? null : place(state, drawn.getFirst()));
    }
    counted(drawn.size(), drawn.getFirst());
    List<Coordinate> line = new ArrayList<>(drawn.size());
    for (Coordinate at : drawn) {
      Coordinate point = place(state, at);
      if (line.isEmpty() || !line.getLast().equals2D(point)) {
        line.add(point);
      }
    }
    if (line.size() < 2) {
      throw refused(Reason.NOT_A_LINE, "All points of the line are one.", line.getFirst());
    }
    return line;
  }

  public static void counted(int points, @Nullable Coordinate place)
      throws RefusedOperationException {
    if (points > MOST_POINTS) {
      throw refused(
          Reason.TOO_MANY_POINTS,
          points + " points are more than the " + MOST_POINTS + " that one operation may have.",
          place != null && Double.isFinite(place.x) && Double.isFinite(place.y) ? place : null);
    }
  }
}
