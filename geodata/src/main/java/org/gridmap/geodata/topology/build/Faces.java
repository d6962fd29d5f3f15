package org.gridmap.geodata.topology.build;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.plane.OutlineAssembler;
import org.gridmap.geodata.plane.PlaneGraph;
import org.gridmap.geodata.topology.build.PlaneBuilder.Fault;
import org.gridmap.geodata.topology.build.PlaneBuilder.Given;
import org.gridmap.geodata.topology.build.PlaneBuilder.Land;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/** Who claims each face, and what becomes of it. */
final class Faces {
  private static final int UNKNOWN = Integer.MIN_VALUE;

  /** A closed ring of four corners, its first repeated. */
  private static final int FOUR_CORNERS = 5;

  /** From this length on land between two borders, open at its ends, is a strip … */
  private static final double LEAST_METRES = 5;

  /** … if it is so many times as long as wide; */
  private static final double SLENDER = 5;

  /** where it is closed at one end, less is a notch. */
  private static final double VERY_SLENDER = 20;

  private final PlaneGraph graph;
  private final int[][] owners;
  private final BitSet ties;
  private final int leaves;
  private final boolean outlined;

  /** A half-edge of each closed walk, by face. */
  private final List<List<Integer>> borders = new ArrayList<>();

  private final int[][] claims;
  private final int[] label;
  private final Map<Integer, Geometry> shapes = new HashMap<>();

  /**
   * @param ties segments that are nobody's border
   */
  Faces(PlaneGraph graph, int[][] owners, BitSet ties, int leaves, boolean outlined) {
    this.graph = graph;
    this.owners = owners;
    this.ties = ties;
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

  /** Whether nobody claims a face. */
  boolean unclaimed(int face) {
    return label[face] == PlaneBuilder.OUTSIDE
        ? !outlined && claims[face].length == 0
        : label[face] == UNKNOWN && fault(face) == Fault.GAP;
  }

  /** Whether a face can be the one side of a strip: a grid, or the other side of the outline. */
  boolean bounds(int face) {
    return label[face] >= 0 || (outlined && label[face] == PlaneBuilder.OUTSIDE);
  }

  /**
   * Gives land that is nowhere wider than the fix's width to a neighbour, in pieces that lie
   * between the same grids. A grid of which nothing else is left keeps its claim.
   */
  List<Given> dissolve(StripFix fix) {
    List<Given> given = new ArrayList<>();
    List<List<Integer>> pieces = pieces(fix.widthMetres());
    boolean progress = true;
    while (progress && !pieces.isEmpty()) {
      progress = false;
      for (List<Integer> piece : List.copyOf(pieces)) {
        Integer heir = heir(piece, fix.to());
        if (heir != null) {
          given.add(given(piece, heir));
          piece.forEach(f -> label[f] = heir);
          pieces.remove(piece);
          progress = true;
        }
      }
    }
    return given;
  }

  private Given given(List<Integer> piece, int heir) {
    double area = 0;
    double border = 0;
    Set<Integer> sides = new TreeSet<>();
    List<Geometry> parts = new ArrayList<>();
    for (int f : piece) {
      area += GroundArea.squareMetres(shape(f));
      for (Map.Entry<Integer, Double> side : neighbours(f).entrySet()) {
        border += side.getValue();
        sides.add(side.getKey());
      }
      parts.add(shape(f));
    }
    if (fault(piece.getFirst()) != Fault.GAP) {
      sides.clear();
      sides.addAll(claimants(piece.getFirst()));
      border = perimeter(piece.getFirst());
    }
    sides.removeIf(side -> side < 0);
    return new Given(fault(piece.getFirst()), List.copyOf(sides), parts, 2 * area / border, heir);
  }

  /** Faces that are given as one, each narrow. */
  private List<List<Integer>> pieces(double width) {
    Set<Integer> landed = new HashSet<>();
    for (int l : label) {
      landed.add(l);
    }
    Map<Integer, Set<Integer>> sides = new LinkedHashMap<>();
    for (int f = 0; f < label.length; f++) {
      if (label[f] == UNKNOWN && landed.containsAll(claimants(f)) && narrow(f, width)) {
        Set<Integer> beside = new TreeSet<>(neighbours(f).keySet());
        beside.removeIf(side -> side < 0);
        sides.put(f, beside);
      }
    }
    List<List<Integer>> pieces = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (int from : sides.keySet()) {
      if (seen.add(from)) {
        List<Integer> piece = new ArrayList<>(List.of(from));
        for (int i = 0; i < piece.size(); i++) {
          int face = piece.get(i);
          along(
              face,
              h -> {
                int other = graph.face(h ^ 1);
                if (ties.get(h >> 1)
                    && Objects.equals(sides.get(face), sides.get(other))
                    && seen.add(other)) {
                  piece.add(other);
                }
              });
        }
        if (longEnough(piece)) {
          pieces.add(piece);
        }
      }
    }
    return pieces;
  }

  /** What is open to the outside is a strip only if it is long for its width. */
  private boolean longEnough(List<Integer> piece) {
    List<Double> ends = new ArrayList<>();
    double border = 0;
    double area = 0;
    for (int f : piece) {
      along(
          f,
          h -> {
            if (ties.get(h >> 1) && label[graph.face(h ^ 1)] == PlaneBuilder.OUTSIDE) {
              ends.add(metres(h));
            }
          });
      area += GroundArea.squareMetres(shape(f));
      for (Map.Entry<Integer, Double> side : neighbours(f).entrySet()) {
        border += side.getKey() >= 0 ? side.getValue() : 0;
      }
    }
    double length = border / 2;
    boolean notch = ends.size() == 1;
    return ends.isEmpty()
        || (length >= LEAST_METRES
            && length >= (notch ? VERY_SLENDER * ends.getFirst() : SLENDER * area / length));
  }

  /** Land behind ties that was not given is open to the outside as before. */
  private void reopen() {
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    for (int f = 0; f < label.length; f++) {
      if (label[f] == PlaneBuilder.OUTSIDE) {
        queue.add(f);
      }
    }
    while (!queue.isEmpty()) {
      along(
          queue.remove(),
          h -> {
            int other = graph.face(h ^ 1);
            if (ties.get(h >> 1) && label[other] == UNKNOWN && fault(other) == Fault.GAP) {
              label[other] = PlaneBuilder.OUTSIDE;
              queue.add(other);
            }
          });
    }
  }

  private List<Integer> claimants(int face) {
    List<Integer> who = new ArrayList<>(Arrays.stream(claims[face]).boxed().toList());
    who.remove((Integer) leaves);
    return who;
  }

  private boolean narrow(int face, double width) {
    double[] longest = {0};
    along(face, h -> longest[0] = ties.get(h >> 1) ? Math.max(longest[0], metres(h)) : longest[0]);
    boolean between =
        longest[0] > 0 && longest[0] <= width && shape(face).getNumPoints() <= FOUR_CORNERS;
    return between || Width.isUnder(shape(face), width);
  }

  private double perimeter(int face) {
    return GroundArea.perimeterMetres(shape(face));
  }

  /** The label that land takes; null if none of its neighbours is settled. */
  private @Nullable Integer heir(List<Integer> piece, StripFix.Heir rule) {
    Fault fault = fault(piece.getFirst());
    if (fault == Fault.OUTSIDE) {
      return PlaneBuilder.OUTSIDE;
    }
    Map<Integer, Double> shared = new HashMap<>();
    piece.forEach(
        f -> neighbours(f).forEach((side, metres) -> shared.merge(side, metres, Double::sum)));
    shared.keySet().removeIf(other -> other < 0);
    if (fault == Fault.OVERLAP
        && shared.keySet().stream()
            .anyMatch(other -> Claims.has(claims[piece.getFirst()], other))) {
      shared.keySet().removeIf(other -> !Claims.has(claims[piece.getFirst()], other));
    }
    Comparator<Map.Entry<Integer, Double>> first =
        Map.Entry.<Integer, Double>comparingByKey().reversed();
    return shared.entrySet().stream()
        .max(
            rule == StripFix.Heir.FIRST
                ? first
                : Map.Entry.<Integer, Double>comparingByValue().thenComparing(first))
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
            shared.merge(other, metres(h), Double::sum);
          }
        });
    return shared;
  }

  private double metres(int half) {
    Coordinate a = graph.table().points().coordinate(graph.start(half));
    Coordinate b = graph.table().points().coordinate(graph.end(half));
    return GroundArea.metres(a.x, a.y, b.x, b.y);
  }

  /** The land that is left without one owner, the largest first; its labels are set. */
  List<Land> lands() {
    if (!outlined) {
      reopen();
    }
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
      List<Integer> who = claimants(f);
      lands.add(new Land(fault(f), who, shape(f)));
    }
    return lands;
  }

  int label(int face) {
    return label[face];
  }
}
