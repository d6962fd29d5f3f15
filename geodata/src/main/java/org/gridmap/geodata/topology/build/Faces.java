package org.gridmap.geodata.topology.build;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.gridmap.geodata.coverage.GroundArea;
import org.gridmap.geodata.topology.build.PlaneBuilder.Fault;
import org.gridmap.geodata.topology.build.PlaneBuilder.Land;
import org.gridmap.geodata.topology.build.PlaneBuilder.Move;
import org.gridmap.geodata.topology.plane.OutlineAssembler;
import org.gridmap.geodata.topology.plane.PlaneGraph;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;

/** Who claims each face, and what becomes of it. */
final class Faces {
  private static final int UNKNOWN = Integer.MIN_VALUE;
  private static final double METRES_PER_DEGREE = Math.toRadians(6_378_137.0);

  private final PlaneGraph graph;
  private final int[][] owners;
  private final int leaves;
  private final boolean outlined;

  /** A half-edge of each closed walk, by face. */
  private final List<List<Integer>> borders = new ArrayList<>();

  private final int[][] claims;
  private final int[] label;
  private final Map<Integer, Geometry> shapes = new HashMap<>();

  Faces(PlaneGraph graph, int[][] owners, int leaves, boolean outlined) {
    this.graph = graph;
    this.owners = owners;
    this.leaves = leaves;
    this.outlined = outlined;
    for (int f = 0; f < graph.faces(); f++) {
      borders.add(new ArrayList<>(1));
    }
    boolean[] seen = new boolean[graph.cycles()];
    for (int h = 0; h < 2 * graph.table().size(); h++) {
      if (!seen[graph.cycle(h)]) {
        seen[graph.cycle(h)] = true;
        borders.get(graph.face(h)).add(h);
      }
    }
    claims = new int[graph.faces()][];
    spread();
    label = new int[graph.faces()];
    for (int f = 0; f < label.length; f++) {
      label[f] = initial(f);
    }
  }

  private void along(int face, IntConsumer visitor) {
    for (int from : borders.get(face)) {
      int h = from;
      do {
        visitor.accept(h);
        h = graph.next(h);
      } while (h != from);
    }
  }

  /** Nobody claims the unbounded face; across each segment the claims change by its owners. */
  private void spread() {
    claims[0] = Claims.NONE;
    ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(0));
    while (!queue.isEmpty()) {
      int face = queue.remove();
      along(
          face,
          h -> {
            int other = graph.face(h ^ 1);
            if (claims[other] == null) {
              claims[other] = Claims.toggle(claims[face], owners[h >> 1]);
              queue.add(other);
            }
          });
    }
  }

  private int initial(int face) {
    int[] set = claims[face];
    boolean inside = outlined ? Claims.has(set, leaves) : face != 0;
    int count = set.length - (Claims.has(set, leaves) ? 1 : 0);
    if (!inside && count == 0) {
      return PlaneBuilder.OUTSIDE;
    }
    return inside && count == 1 ? set[0] : UNKNOWN;
  }

  private Fault fault(int face) {
    int[] set = claims[face];
    if (outlined && !Claims.has(set, leaves)) {
      return Fault.OUTSIDE;
    }
    return set.length - (outlined ? 1 : 0) == 0 ? Fault.GAP : Fault.OVERLAP;
  }

  private Geometry shape(int face) {
    return shapes.computeIfAbsent(
        face,
        f -> {
          OutlineAssembler outline = new OutlineAssembler();
          along(
              f,
              h ->
                  outline.add(
                      List.of(
                          graph.table().points().coordinate(graph.start(h)),
                          graph.table().points().coordinate(graph.end(h))),
                      true));
          return outline.polygons();
        });
  }

  /** Gives land that is nowhere wider than the tolerance to a neighbour. */
  void dissolveSlivers(double tolerance, List<Move> moves) {
    List<Integer> slivers = new ArrayList<>();
    for (int f = 0; f < label.length; f++) {
      if (label[f] == UNKNOWN && narrow(shape(f), tolerance)) {
        slivers.add(f);
      }
    }
    boolean progress = true;
    while (progress && !slivers.isEmpty()) {
      progress = false;
      for (int f : List.copyOf(slivers)) {
        Integer heir = heir(f);
        if (heir != null) {
          label[f] = heir;
          Coordinate place = shape(f).getInteriorPoint().getCoordinate();
          double width = 2 * GroundArea.squareMetres(shape(f)) / perimeter(f);
          if (width > 1e-3) {
            moves.add(new Move(place, place, width, heir));
          }
          slivers.remove((Integer) f);
          progress = true;
        }
      }
    }
  }

  private static boolean narrow(Geometry land, double tolerance) {
    double perimeter = GroundArea.perimeterMetres(land);
    if (2 * GroundArea.squareMetres(land) >= tolerance * perimeter) {
      return false;
    }
    Coordinate at = land.getCoordinate();
    Geometry metric =
        AffineTransformation.translationInstance(-at.x, -at.y)
            .scale(METRES_PER_DEGREE * Math.cos(Math.toRadians(at.y)), METRES_PER_DEGREE)
            .transform(land);
    return metric.buffer(-tolerance / 2, 2).isEmpty();
  }

  private double perimeter(int face) {
    return GroundArea.perimeterMetres(shape(face));
  }

  /** The label that a sliver takes; null if none of its neighbours is settled. */
  private @Nullable Integer heir(int face) {
    if (fault(face) == Fault.OUTSIDE) {
      return PlaneBuilder.OUTSIDE;
    }
    Map<Integer, Double> shared = neighbours(face);
    shared.keySet().removeIf(other -> other < 0);
    if (fault(face) == Fault.OVERLAP) {
      Map<Integer, Double> claimants = new HashMap<>(shared);
      claimants.keySet().removeIf(other -> !Claims.has(claims[face], other));
      if (!claimants.isEmpty()) {
        shared = claimants;
      }
    }
    return shared.entrySet().stream()
        .max(
            Map.Entry.<Integer, Double>comparingByValue()
                .thenComparing(Map.Entry.<Integer, Double>comparingByKey().reversed()))
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  /** Labels of the settled faces around one, with the metres of border in common. */
  private Map<Integer, Double> neighbours(int face) {
    Map<Integer, Double> shared = new HashMap<>();
    along(
        face,
        h -> {
          int other = label[graph.face(h ^ 1)];
          if (other != UNKNOWN) {
            Coordinate a = graph.table().points().coordinate(graph.start(h));
            Coordinate b = graph.table().points().coordinate(graph.end(h));
            shared.merge(other, GroundArea.metres(a.x, a.y, b.x, b.y), Double::sum);
          }
        });
    return shared;
  }

  /** The land that is left without one owner, the largest first; its labels are set. */
  List<Land> lands() {
    List<Integer> open = new ArrayList<>();
    for (int f = 0; f < label.length; f++) {
      if (label[f] == UNKNOWN) {
        open.add(f);
      }
    }
    open.sort(
        Comparator.comparingDouble((Integer f) -> GroundArea.squareMetres(shape(f)))
            .reversed()
            .thenComparing(Comparator.naturalOrder()));
    List<Land> lands = new ArrayList<>();
    for (int f : open) {
      label[f] = -2 - lands.size();
      List<Integer> who = new ArrayList<>(Arrays.stream(claims[f]).boxed().toList());
      who.remove((Integer) leaves);
      Collections.sort(who);
      lands.add(new Land(fault(f), who, shape(f)));
    }
    return lands;
  }

  int label(int face) {
    return label[face];
  }
}
