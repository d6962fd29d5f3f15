package org.gridmap.geodata.topology.build;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.plane.Chains;
import org.gridmap.geodata.plane.PlaneGraph;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/** Builds the plane from the polygons of the leaf grids and the outline that they have to cover. */
public final class PlaneBuilder {
  private static final int MOST_SNAPS = 6;
  private static final int MOST_ROUNDS = 12;

  /** What is narrower is the rounding to the lattice. */
  private static final double TOLD_WIDTH_METRES = 1e-3;

  /** The label of what lies outside; leaves have their number, open land −2 − its number. */
  public static final int OUTSIDE = -1;

  /**
   * A border from node to node.
   *
   * @param left label of its left side
   * @param right label of its right side
   */
  public record Line(List<Coordinate> points, int left, int right) {}

  /** Why land has no owner. */
  public enum Fault {
    GAP,
    OVERLAP,
    OUTSIDE
  }

  /**
   * Land without one owner.
   *
   * @param claims numbers of the leaves that claim it
   */
  public record Land(Fault fault, List<Integer> claims, Geometry shape) {}

  /**
   * Something that was moved to make borders meet.
   *
   * @param leaf number of the leaf whose border it is; −1 if nobody's
   */
  public record Move(Coordinate from, Coordinate to, double metres, int leaf) {}

  /**
   * What was built.
   *
   * @param suspect numbers of the leaves whose polygons may be invalid; no others are
   */
  public record Plane(
      List<Line> lines,
      List<Land> lands,
      List<Move> moves,
      List<Given> given,
      Set<Integer> suspect) {}

  /**
   * Narrow land that was given to a neighbour.
   *
   * @param fault what it was
   * @param sides numbers of the leaves that adjoined it (gap) or claimed it
   * @param shapes its parts
   * @param heir number of the leaf that got it; {@link #OUTSIDE} if it was cut away
   */
  public record Given(
      Fault fault, List<Integer> sides, List<Geometry> shapes, double widthMetres, int heir) {}

  private final Rings rings;
  private final int leaves;
  private final boolean outlined;
  private final double tolerance;
  private final StripFix strips;
  private final List<Move> moves = new ArrayList<>();

  private PlaneBuilder(
      List<? extends Geometry> shapes,
      @Nullable Geometry required,
      double tolerance,
      StripFix strips) {
    this.leaves = shapes.size();
    this.outlined = required != null;
    this.tolerance = tolerance;
    this.strips = strips;
    int corners = required == null ? 0 : required.getNumPoints();
    for (Geometry shape : shapes) {
      corners += shape.getNumPoints();
    }
    rings = new Rings(corners / 2 + 16);
    for (int i = 0; i < leaves; i++) {
      rings.add(i, shapes.get(i));
    }
    if (required != null) {
      rings.add(leaves, required);
    }
  }

  /**
   * Builds.
   *
   * @param shapes polygons of the leaves; a ring that crosses itself counts by the even-odd rule
   * @param required the outline that they have to cover; null if they say so themselves
   * @param toleranceMetres how near corners and borders must be to be made one
   * @param strips what becomes of land wider than that and still narrow
   */
  public static Plane build(
      List<? extends Geometry> shapes,
      @Nullable Geometry required,
      double toleranceMetres,
      StripFix strips) {
    return new PlaneBuilder(shapes, required, toleranceMetres, strips).build();
  }

  private Plane build() {
    Rings.Owned segments = noded(tolerance);
    BitSet tied = new BitSet();
    PlaneGraph graph = new PlaneGraph(segments.table());
    Faces faces = new Faces(graph, segments.owners(), tied, leaves, outlined);
    StripFix slivers = new StripFix(tolerance, StripFix.Heir.LONGEST_BORDER);
    List<Given> given = faces.dissolve(slivers);
    if (strips.widthMetres() > tolerance) {
      Ties ties = Ties.find(graph, faces, strips.widthMetres());
      rings.change(ties.feet(), Map.of());
      Ties.Tied all = ties.with(noded(0));
      segments = all.segments();
      tied = all.ties();
      graph = new PlaneGraph(segments.table());
      faces = new Faces(graph, segments.owners(), tied, leaves, outlined);
      given = faces.dissolve(slivers);
    }
    given.forEach(this::tell);
    given.addAll(faces.dissolve(strips));
    given.removeIf(one -> one.widthMetres() <= TOLD_WIDTH_METRES);
    List<Land> lands = faces.lands();
    int[] labels = new int[2 * segments.table().size()];
    for (int h = 0; h < labels.length; h++) {
      labels[h] = faces.label(graph.face(h));
    }
    List<Line> lines = new ArrayList<>();
    for (int[] line : Chains.of(graph, labels, new int[segments.table().size()], p -> false)) {
      lines.add(new Line(Chains.points(graph, line), labels[line[0]], labels[line[0] ^ 1]));
    }
    return new Plane(
        lines, lands, List.copyOf(moves), List.copyOf(given), Set.copyOf(rings.suspect));
  }

  private Rings.Owned noded(double snap) {
    int snaps = 0;
    for (int round = 0; ; round++) {
      Rings.Owned segments = rings.segments();
      if (snaps++ < MOST_SNAPS) {
        Collection<Snapper.Move> snapped = new Snapper(rings, segments, leaves, snap).snap();
        if (snapped != null) {
          snapped.forEach(this::tell);
          continue;
        }
        snaps = MOST_SNAPS;
      }
      Map<Long, List<Integer>> cuts =
          round < MOST_ROUNDS + MOST_SNAPS
              ? Crossings.find(segments.table(), (a, b) -> suspect(segments, a, b))
              : Crossings.snapRounded(segments.table());
      if (cuts.isEmpty()) {
        return segments;
      }
      if (round > 2 * MOST_ROUNDS) {
        throw new IllegalStateException("the borders cannot be noded");
      }
      rings.change(cuts, Map.of());
    }
  }

  /** Borders of one owner that cross or touch make its polygon suspect. */
  private void suspect(Rings.Owned segments, int a, int b) {
    for (int owner : segments.owners()[a]) {
      if (owner < leaves && Claims.has(segments.owners()[b], owner)) {
        rings.suspect.add(owner);
      }
    }
  }

  private void tell(Given sliver) {
    if (sliver.widthMetres() > TOLD_WIDTH_METRES) {
      Coordinate place = sliver.shapes().getFirst().getInteriorPoint().getCoordinate();
      moves.add(new Move(place, place, sliver.widthMetres(), sliver.heir()));
    }
  }

  private void tell(Snapper.Move move) {
    Coordinate from = rings.coordinate(move.from());
    Coordinate to = rings.coordinate(move.to());
    moves.add(
        new Move(
            from,
            to,
            GroundArea.metres(from.x, from.y, to.x, to.y),
            move.owner() < leaves ? move.owner() : -1));
  }
}
