package org.gridmap.geodata.topology.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.check.Refusals;
import org.gridmap.geodata.topology.line.NearestPlace;
import org.gridmap.geodata.topology.state.DerivedShapes;
import org.gridmap.geodata.topology.state.NodeOrder;
import org.gridmap.geodata.topology.state.PartitionState;
import org.locationtech.jts.algorithm.RayCrossingCounter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/**
 * Leads borders along a drawn line, across the nodes between its ends. What lies between the line
 * and the old borders goes to the other side of these.
 */
final class Reshapes {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final PartitionState state;

  Reshapes(PartitionState state) {
    this.state = state;
  }

  void reshape(Operation.Reshape reshape) throws RefusedOperationException {
    List<Coordinate> line = new ArrayList<>(Refusals.line(state, reshape.line()));
    BorderPath.OnBorder start = BorderPath.onBorder(state, line.getFirst());
    BorderPath.OnBorder end = BorderPath.onBorder(state, line.getLast());
    if (start.place().equals2D(end.place())) {
      throw Refusals.refused(
          Reason.NOT_A_LINE, "The line comes back to where it begins.", start.place());
    }
    line.set(0, start.place());
    line.set(line.size() - 1, end.place());
    line = Refusals.line(state, line);
    Splits.simple(line);
    BorderPath path = BorderPath.between(state, start, end, line);
    Coordinate[] ring = ring(line, path);
    Set<String> labels = labels(ring);
    Map<String, Integer> parts = parts(labels);
    LandCut cut = new LandCut(state, labels);
    cut.draw(line);
    for (List<Coordinate> longer : continued(line, path, ring)) {
      cut.draw(longer);
    }
    cut.cut();
    Coordinate out = cut.leaves();
    if (out != null) {
      throw Refusals.refused(Reason.OUTSIDE_PARENT, "The line leaves the grids of the plan.", out);
    }
    Map<Integer, String> owners = owners(cut, path, ring);
    if (owners.isEmpty()) {
      throw Refusals.refused(
          Reason.NOTHING_CHANGES, "The borders run there already.", line.getFirst());
    }
    cut.write(owners);
    Cleanup.dissolve(state);
    whole(parts, line.get(line.size() / 2));
  }

  private static Coordinate[] ring(List<Coordinate> line, BorderPath path) {
    List<Coordinate> ring = new ArrayList<>(line);
    List<Coordinate> back = path.points().reversed();
    ring.addAll(back.subList(1, back.size()));
    return ring.toArray(Coordinate[]::new);
  }

  private static boolean holds(Coordinate[] ring, Coordinate at) {
    return RayCrossingCounter.locatePointInRing(at, ring) == Location.INTERIOR;
  }

  /** The leaves on the ring or inside it. */
  private Set<String> labels(Coordinate[] ring) {
    LineString line = FACTORY.createLineString(ring);
    Set<String> near = new TreeSet<>();
    state
        .index()
        .query(
            line.getEnvelopeInternal(),
            edge -> {
              near.add(edge.left());
              near.add(edge.right());
            });
    PreparedGeometry prepared = PreparedGeometryFactory.prepare(line);
    near.removeIf(label -> {
      if (!Refusals.isLeaf(state, label)) {
        return true;
      }
      MultiPolygon land = DerivedShapes.ofLabels(state, Set.of(label));
      return !prepared.intersects(land) && !holds(ring, land.getInteriorPoint().getCoordinate());
    });
    return near;
  }

  private Map<String, Integer> parts(Set<String> labels) {
    Map<String, Integer> parts = new TreeMap<>();
    for (String label : labels) {
      parts.put(label, DerivedShapes.ofLabels(state, Set.of(label)).getNumGeometries());
    }
    return parts;
  }

  /**
   * Borders that ended on the old one from its far side, led on to the line by the shortest way:
   * they divide what their grids gain.
   */
  private List<List<Coordinate>> continued(
      List<Coordinate> line, BorderPath path, Coordinate[] ring) {
    List<List<Coordinate>> continued = new ArrayList<>();
    List<Coordinate> points = path.points();
    for (long node : path.nodes()) {
      Coordinate at = state.findNode(node);
      int i = at == null ? -1 : points.indexOf(at);
      if (at == null || i <= 0 || i == points.size() - 1) {
        continue;
      }
      NearestPlace nearest = new NearestPlace(at);
      nearest.look(line);
      Coordinate to = nearest.place();
      Coordinate middle = new Coordinate((at.x + to.x) / 2, (at.y + to.y) / 2);
      Coordinate before = points.get(i - 1);
      Coordinate after = points.get(i + 1);
      boolean left = isLeft(at, before, after, to);
      boolean goesOn =
          NodeOrder.ends(state, node).stream()
              .map(NodeOrder.End::towards)
              .filter(arm -> !arm.equals2D(before) && !arm.equals2D(after))
              .anyMatch(arm -> isLeft(at, before, after, arm) == left);
      if (!goesOn && !to.equals2D(at) && holds(ring, middle)) {
        continued.add(List.of(at, to));
      }
    }
    return continued;
  }

  /** Whether a direction lies left of a way that comes from one place and goes to another. */
  private static boolean isLeft(
      Coordinate at, Coordinate before, Coordinate after, Coordinate towards) {
    boolean pastAfter = NodeOrder.compare(at, after, towards) < 0;
    boolean shortOfBefore = NodeOrder.compare(at, towards, before) < 0;
    return NodeOrder.compare(at, after, before) < 0
        ? pastAfter && shortOfBefore
        : pastAfter || shortOfBefore;
  }

  /** To whom each face between the line and the old borders goes. */
  private static Map<Integer, String> owners(LandCut cut, BorderPath path, Coordinate[] ring) {
    Set<Integer> moving = new HashSet<>();
    for (LandCut.Face face : cut.faces()) {
      if (holds(ring, cut.shape(face).getInteriorPoint().getCoordinate())) {
        moving.add(face.number());
      }
    }
    List<LandCut.Piece> pieces =
        cut.pieces().stream().filter(piece -> moving.contains(piece.face())).toList();
    Map<Integer, Map<String, Double>> lengths = new TreeMap<>();
    for (LandCut.Piece piece : pieces) {
      if (path.holds(piece.edge(), piece.a(), piece.b())) {
        add(lengths, piece, piece.across());
      }
    }
    Map<Integer, String> owners = new HashMap<>();
    while (!lengths.isEmpty()) {
      lengths.forEach((face, by) -> owners.put(face, longest(by)));
      lengths.clear();
      // Land farther off goes where the land before it goes.
      for (LandCut.Piece piece : pieces) {
        String owner = owners.get(piece.faceAcross());
        if (!owners.containsKey(piece.face()) && owner != null) {
          add(lengths, piece, owner);
        }
      }
    }
    return owners;
  }

  private static void add(
      Map<Integer, Map<String, Double>> lengths, LandCut.Piece piece, String owner) {
    lengths
        .computeIfAbsent(piece.face(), face -> new TreeMap<>())
        .merge(owner, piece.a().distance(piece.b()), Double::sum);
  }

  private static String longest(Map<String, Double> lengths) {
    String longest = "";
    double length = -1;
    for (Map.Entry<String, Double> each : lengths.entrySet()) {
      if (each.getValue() > length) {
        longest = each.getKey();
        length = each.getValue();
      }
    }
    return longest;
  }

  /** No grid may vanish or fall apart. */
  private void whole(Map<String, Integer> before, Coordinate place)
      throws RefusedOperationException {
    for (Map.Entry<String, Integer> each : before.entrySet()) {
      String code = each.getKey();
      if (state.border(code).isEmpty()) {
        throw Refusals.refused(
            Reason.EMPTY_GRID, "Nothing would be left of grid " + code + ".", place, code);
      }
      MultiPolygon left = DerivedShapes.ofLabels(state, Set.of(code));
      if (left.getNumGeometries() > each.getValue()) {
        throw Refusals.refused(
            Reason.GRID_IN_PIECES,
            "Grid " + code + " would fall into pieces.",
            left.getGeometryN(left.getNumGeometries() - 1).getInteriorPoint().getCoordinate(),
            code);
      }
    }
  }
}
