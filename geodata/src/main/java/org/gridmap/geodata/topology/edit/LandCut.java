package org.gridmap.geodata.topology.edit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.geodata.plane.Chains;
import org.gridmap.geodata.plane.OutlineAssembler;
import org.gridmap.geodata.plane.PlaneGraph;
import org.gridmap.geodata.plane.PointTable;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.gridmap.geodata.plane.SegmentTable;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.check.Refusals;
import org.gridmap.geodata.topology.check.Surroundings;
import org.gridmap.geodata.topology.state.PartitionState;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.noding.NodedSegmentString;
import org.locationtech.jts.noding.SegmentString;
import org.locationtech.jts.noding.snapround.SnapRoundingNoder;

/**
 * Cuts the land of some labels along drawn lines: borders and lines are noded together on the
 * lattice, what of the lines lies in that land and divides it becomes border, and each face learns
 * on which side of the lines it lies. Then somebody says to whom each face goes.
 */
final class LandCut {
  private static final int LINE = -1;

  private final PartitionState state;
  private final Set<String> labels;
  private final List<Edge> edges = new ArrayList<>();
  private final List<NodedSegmentString> strings = new ArrayList<>();
  private final PointTable points = new PointTable(256);

  /** All pieces, by segment: the edge that it is part of, or {@link #LINE}. */
  private SegmentTable table = new SegmentTable(points, 256);

  private int[] origin = new int[256];

  /** By half-edge: how many drawn lines run along it in its direction. */
  private int[] drawn = new int[512];

  /** By half-edge: what lies left of it; null where a line has not been told yet. */
  private @Nullable String[] label = new String[512];

  private PlaneGraph graph = new PlaneGraph(table);

  /** Places where the lines leave the land, in no order. */
  private final List<Coordinate> outside = new ArrayList<>();

  private boolean cuts;

  LandCut(PartitionState state, Set<String> labels) {
    this.state = state;
    this.labels = labels;
    Set<Long> ids = new TreeSet<>();
    labels.forEach(of -> ids.addAll(state.border(of)));
    for (long id : ids) {
      Edge edge = state.findEdge(id);
      if (edge != null) {
        strings.add(new NodedSegmentString(edge.points().toArray(Coordinate[]::new), edges.size()));
        edges.add(edge);
      }
    }
  }

  /** Adds a drawn line of lattice points. */
  void draw(List<Coordinate> line) {
    strings.add(new NodedSegmentString(line.toArray(Coordinate[]::new), LINE));
  }

  /** Nodes everything and finds the faces. */
  void cut() {
    SnapRoundingNoder noder = new SnapRoundingNoder(new PrecisionModel(PrecisionLattice.UNITS));
    noder.computeNodes(strings);
    for (Object noded : noder.getNodedSubstrings()) {
      SegmentString string = (SegmentString) noded;
      for (int i = 1; i < string.size(); i++) {
        Coordinate a = string.getCoordinate(i - 1);
        Coordinate b = string.getCoordinate(i);
        int from = points.number(PrecisionLattice.round(a.x), PrecisionLattice.round(a.y));
        int to = points.number(PrecisionLattice.round(b.x), PrecisionLattice.round(b.y));
        if (from != to) {
          add(from, to, (Integer) string.getData());
        }
      }
    }
    graph = new PlaneGraph(table);
    tellLines();
    keepDividing();
  }

  private void add(int from, int to, int of) {
    int known = table.size();
    int s = table.number(from, to);
    if (s == origin.length) {
      origin = Arrays.copyOf(origin, 2 * s);
      drawn = Arrays.copyOf(drawn, 4 * s);
      label = Arrays.copyOf(label, 4 * s);
    }
    int half = from < to ? 2 * s : 2 * s + 1;
    if (s == known) {
      origin[s] = LINE;
      label[half] = null;
      label[half ^ 1] = null;
      drawn[half] = 0;
      drawn[half ^ 1] = 0;
    }
    if (of == LINE) {
      drawn[half]++;
    } else if (origin[s] == LINE) {
      origin[s] = of;
      label[half] = edges.get(of).left();
      label[half ^ 1] = edges.get(of).right();
    } else {
      join(s, half, edges.get(of));
    }
  }

  /** Two borders that came to lie on one another: the land between them is gone. */
  private void join(int segment, int half, Edge border) {
    boolean goneRight = border.left().equals(label[half ^ 1]);
    boolean goneLeft = border.right().equals(label[half]);
    if (goneRight && goneLeft) {
      // Such as a needle thinner than the lattice: both sides are one land, which the borders
      // around it tell, and it divides nothing.
      origin[segment] = LINE;
      label[half] = null;
      label[half ^ 1] = null;
    } else if (goneLeft) {
      label[half] = border.left();
    } else {
      label[half ^ 1] = border.right();
    }
  }

  /** What the lines run through: told by the borders around their ends, then along them. */
  private void tellLines() {
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    for (int p = 0; p < points.size(); p++) {
      tellAround(p, queue);
    }
    spread(queue);
    for (int s = 0; s < table.size(); s++) {
      if (label[2 * s] == null) {
        tell(s, Surroundings.labelAt(state, points.coordinate(table.low(s))), queue);
        spread(queue);
      }
    }
  }

  private void tell(int segment, String of, ArrayDeque<Integer> queue) {
    if (label[2 * segment] == null) {
      label[2 * segment] = of;
      label[2 * segment + 1] = of;
      queue.add(segment);
    }
  }

  private void tellAround(int point, ArrayDeque<Integer> queue) {
    List<Integer> leaving = new ArrayList<>();
    graph.leaving(point, leaving::add);
    String last = null;
    for (int half : leaving) {
      if (origin[half >> 1] != LINE) {
        last = label[half];
      }
    }
    for (int half : leaving) {
      if (origin[half >> 1] != LINE) {
        last = label[half];
      } else if (last != null) {
        tell(half >> 1, last, queue);
      }
    }
  }

  private void spread(ArrayDeque<Integer> queue) {
    while (!queue.isEmpty()) {
      int s = queue.remove();
      String of = label[2 * s];
      for (int p : new int[] {table.low(s), table.high(s)}) {
        List<Integer> leaving = new ArrayList<>();
        graph.leaving(p, leaving::add);
        if (of != null && leaving.stream().allMatch(half -> origin[half >> 1] == LINE)) {
          leaving.forEach(half -> tell(half >> 1, of, queue));
        }
      }
    }
  }

  /** Forgets the lines outside the land and those that do not divide it. */
  private void keepDividing() {
    for (int s = 0; s < table.size(); s++) {
      boolean isDrawn = drawn[2 * s] + drawn[2 * s + 1] > 0;
      if (origin[s] == LINE && isDrawn && !labels.contains(label[2 * s])) {
        outside.add(points.coordinate(table.low(s)));
      }
    }
    keep(s -> origin[s] != LINE || labels.contains(label[2 * s]));
    keep(s -> origin[s] != LINE || graph.face(2 * s) != graph.face(2 * s + 1));
    for (int s = 0; s < table.size(); s++) {
      cuts |= origin[s] == LINE;
    }
  }

  private void keep(java.util.function.IntPredicate kept) {
    SegmentTable old = table;
    SegmentTable less = new SegmentTable(points, old.size());
    int[] lessOrigin = new int[old.size()];
    int[] lessDrawn = new int[2 * old.size()];
    @Nullable String[] lessLabel = new String[2 * old.size()];
    for (int s = 0; s < old.size(); s++) {
      if (kept.test(s)) {
        int to = less.number(old.low(s), old.high(s));
        lessOrigin[to] = origin[s];
        System.arraycopy(drawn, 2 * s, lessDrawn, 2 * to, 2);
        System.arraycopy(label, 2 * s, lessLabel, 2 * to, 2);
      }
    }
    table = less;
    origin = lessOrigin;
    drawn = lessDrawn;
    label = lessLabel;
    graph = new PlaneGraph(table);
  }

  /** Whether any part of the lines divides the land. */
  boolean divides() {
    return cuts;
  }

  /** Whether a line leaves the land, and where. */
  @Nullable Coordinate leaves() {
    return outside.isEmpty() ? null : outside.getFirst();
  }

  /**
   * A face of the land.
   *
   * @param label whose it was
   * @param left whether it lies left of a line that borders it
   * @param right whether it lies right of a line that borders it
   */
  record Face(int number, String label, boolean left, boolean right) {}

  /** The faces of the land. */
  List<Face> faces() {
    Map<Integer, Face> faces = new HashMap<>();
    for (int h = 0; h < 2 * table.size(); h++) {
      String of = label[h];
      if (of != null && labels.contains(of)) {
        int number = graph.face(h);
        Face face = faces.getOrDefault(number, new Face(number, of, false, false));
        faces.put(
            number,
            new Face(number, of, face.left() || drawn[h] > 0, face.right() || drawn[h ^ 1] > 0));
      }
    }
    return faces.values().stream().sorted(java.util.Comparator.comparingInt(Face::number)).toList();
  }

  /**
   * A piece of a border or drawn line, as a face has it on its left.
   *
   * @param edge the number of the border; −1 for a line
   * @param faceAcross the face on its other side
   * @param across whose that was
   */
  record Piece(int face, int faceAcross, String across, long edge, Coordinate a, Coordinate b) {}

  /** Everything that divides faces, twice: once for each side. */
  List<Piece> pieces() {
    List<Piece> pieces = new ArrayList<>();
    for (int h = 0; h < 2 * table.size(); h++) {
      String across = label[h ^ 1];
      pieces.add(
          new Piece(
              graph.face(h),
              graph.face(h ^ 1),
              across == null ? PartitionState.OUTSIDE : across,
              origin[h >> 1] == LINE ? LINE : edges.get(origin[h >> 1]).id(),
              points.coordinate(graph.start(h)),
              points.coordinate(graph.end(h))));
    }
    return pieces;
  }

  /** The shape of a face. */
  MultiPolygon shape(Face face) {
    OutlineAssembler outline = new OutlineAssembler();
    for (int h = 0; h < 2 * table.size(); h++) {
      if (graph.face(h) == face.number()) {
        outline.add(
            List.of(points.coordinate(graph.start(h)), points.coordinate(graph.end(h))), true);
      }
    }
    return outline.polygons();
  }

  /**
   * Writes the faces with new labels into the partition.
   *
   * @param owners by number of the face
   * @throws RefusedOperationException if a locked border would go
   */
  void write(Map<Integer, String> owners) throws RefusedOperationException {
    List<String> names = new ArrayList<>();
    Map<String, Integer> numbers = new HashMap<>();
    int[] now = new int[2 * table.size()];
    int[] mark = new int[table.size()];
    for (int h = 0; h < now.length; h++) {
      String of = label[h];
      String is = of != null && labels.contains(of) ? owners.getOrDefault(graph.face(h), of) : of;
      String name = is == null ? PartitionState.OUTSIDE : is;
      now[h] =
          numbers.computeIfAbsent(
              name,
              n -> {
                names.add(n);
                return names.size() - 1;
              });
      Edge edge = origin[h >> 1] == LINE ? null : edges.get(origin[h >> 1]);
      mark[h >> 1] = edge != null && edge.locked() ? 1 : 0;
      if ((h & 1) == 1 && edge != null && now[h] == now[h - 1]) {
        Refusals.unlocked(edge);
      }
    }
    Map<Coordinate, Long> nodes = new HashMap<>();
    for (Edge edge : edges) {
      nodes.put(edge.points().getFirst(), edge.from());
      nodes.put(edge.points().getLast(), edge.to());
    }
    List<int[]> lines = Chains.of(graph, now, mark, p -> nodes.containsKey(points.coordinate(p)));
    put(lines, now, mark, names, nodes);
  }

  private void put(
      List<int[]> lines, int[] now, int[] mark, List<String> names, Map<Coordinate, Long> nodes) {
    Set<Long> kept = new HashSet<>();
    List<Edge> written = new ArrayList<>();
    for (int[] line : lines) {
      List<Coordinate> row = Chains.points(graph, line);
      long from = nodes.computeIfAbsent(row.getFirst(), at -> state.newNode());
      long to = nodes.computeIfAbsent(row.getLast(), at -> state.newNode());
      Edge old = origin[line[0] >> 1] == LINE ? null : edges.get(origin[line[0] >> 1]);
      boolean same = old != null && old.from() == from && old.to() == to;
      boolean turned = old != null && old.from() == to && old.to() == from;
      if (old != null && from == to) {
        turned = !old.points().get(1).equals2D(row.get(1));
        same = !turned;
      }
      boolean keeps = old != null && (same || turned) && kept.add(old.id());
      Edge edge =
          new Edge(
              keeps && old != null ? old.id() : state.newEdge(),
              from,
              to,
              names.get(now[line[0]]),
              names.get(now[line[0] ^ 1]),
              mark[line[0] >> 1] == 1,
              row);
      written.add(keeps && turned && !same ? Cleanup.reversed(edge) : edge);
    }
    for (Edge edge : edges) {
      if (!kept.contains(edge.id())) {
        state.removeEdge(edge.id());
      }
    }
    written.forEach(state::put);
  }

  /** Refuses a face that lies on both sides of a line. */
  static RefusedOperationException twoSided(String grid, @Nullable Coordinate place) {
    return Refusals.refused(
        Reason.LINE_CROSSES_ITSELF, "The line runs around itself.", place, grid);
  }
}
