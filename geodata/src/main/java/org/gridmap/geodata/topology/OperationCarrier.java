package org.gridmap.geodata.topology;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.check.Refusals;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * Says an operation that was meant for one partition in the numbers of another one. What it takes
 * hold of is found again by where it lies, and must be the same there.
 */
public final class OperationCarrier {
  private final GridPartition from;
  private final GridPartition to;

  private OperationCarrier(GridPartition from, GridPartition to) {
    this.from = from;
    this.to = to;
  }

  /**
   * The operation for the other partition; neither is changed.
   *
   * @param from the partition to which it was, or could be, applied
   * @param to the other one
   * @throws RefusedOperationException {@code CHANGED_SINCE} with the place, if what it takes hold
   *     of is not the same there; for a batch also what one of its operations is refused for
   */
  public static Operation carry(Operation operation, GridPartition from, GridPartition to)
      throws RefusedOperationException {
    return operation instanceof Operation.Batch batch
        ? batch(batch, from.copy(), to.copy())
        : new OperationCarrier(from, to).carry(operation);
  }

  private static Operation.Batch batch(Operation.Batch batch, GridPartition from, GridPartition to)
      throws RefusedOperationException {
    List<Operation> carried = new ArrayList<>();
    for (List<Operation> together : batch.steps()) {
      List<Operation> step = new ArrayList<>();
      for (Operation operation : together) {
        step.add(carry(operation, from, to));
      }
      from.apply(new Operation.Batch(together, null));
      to.apply(new Operation.Batch(step, null));
      carried.addAll(step);
    }
    return new Operation.Batch(carried, batch.title());
  }

  private Operation carry(Operation operation) throws RefusedOperationException {
    return switch (operation) {
      case Operation.MoveNode move -> new Operation.MoveNode(node(move.node()), move.to());
      case Operation.MoveVertex move -> {
        Found found = stretch(move.edge(), move.vertex() - 1, 3);
        yield new Operation.MoveVertex(found.edge().id(), found.at(1), move.to());
      }
      case Operation.RemoveVertex remove -> {
        Found found = stretch(remove.edge(), remove.vertex() - 1, 3);
        yield new Operation.RemoveVertex(found.edge().id(), found.at(1));
      }
      case Operation.AddVertex add -> {
        Found found = stretch(add.edge(), add.segment(), 2);
        yield new Operation.AddVertex(found.edge().id(), found.first(), add.at());
      }
      case Operation.RedrawEdge redraw -> {
        Found found = whole(redraw.edge());
        yield new Operation.RedrawEdge(
            found.edge().id(), found.turned() ? redraw.line().reversed() : redraw.line());
      }
      case Operation.AdoptLine adopt ->
          new Operation.AdoptLine(whole(adopt.edge()).edge().id(), adopt.line());
      case Operation.Lock lock -> new Operation.Lock(whole(lock.edge()).edge().id(), lock.locked());
      case Operation.Assign assign -> new Operation.Assign(land(assign.openLand()), assign.to());
      case Operation.SplitMiddle split ->
          new Operation.SplitMiddle(land(split.openLand()), split.a(), split.b());
      case Operation.MakeGrid make ->
          new Operation.MakeGrid(land(make.openLand()), make.grid(), make.parent());
      case Operation.Allow allow -> new Operation.Allow(land(allow.openLand()), allow.reason());
      case Operation.CutAway cut -> new Operation.CutAway(land(cut.openLand()));
      case Operation.Rename rename -> same(rename, rename.grid());
      case Operation.Recode recode -> same(recode, recode.grid());
      case Operation.ChangeKind change -> same(change, change.grid());
      case Operation.Reparent move -> same(move, move.grid());
      case Operation.Redivide whole -> throw otherDivision();
      case Operation.Split split -> split;
      case Operation.Merge merge -> merge;
      case Operation.Transfer transfer -> transfer;
      case Operation.RedrawBorder redraw -> redraw;
      case Operation.Reshape reshape -> reshape;
      case Operation.Batch batch -> batch(batch, from.copy(), to.copy());
    };
  }

  /** Who divides everything anew must have seen what he overrules. */
  private RefusedOperationException otherDivision() {
    Set<List<Coordinate>> known = new HashSet<>();
    from.edges().forEach(edge -> known.add(edge.points()));
    Coordinate place =
        to.edges().stream()
            .filter(edge -> !known.contains(edge.points()))
            .findFirst()
            .or(() -> to.edges().stream().findFirst())
            .map(Refusals::middle)
            .orElse(null);
    return Refusals.refused(Reason.CHANGED_SINCE, "The division was changed since.", place);
  }

  /** What is said of a grid by others meanwhile is not overruled. */
  private Operation same(Operation operation, String code) throws RefusedOperationException {
    Optional<PartitionGrid> before = from.findGrid(code);
    if (before.isEmpty() || !before.equals(to.findGrid(code))) {
      Coordinate place = from.polygon(code).getInteriorPoint().getCoordinate();
      throw Refusals.refused(
          Reason.CHANGED_SINCE, "Grid " + code + " was changed since.", place, code);
    }
    return operation;
  }

  /**
   * Points of an edge, found again.
   *
   * @param first index of the one that comes first there
   * @param turned whether they run the other way
   */
  private record Found(Edge edge, int first, int count, boolean turned) {
    /** Index there of a point by its place in the stretch. */
    int at(int place) {
      return turned ? first + count - 1 - place : first + place;
    }
  }

  private Found whole(long id) throws RefusedOperationException {
    Edge edge = edge(id);
    Found found = find(edge.points());
    if (found == null || found.edge().points().size() != edge.points().size()) {
      throw Refusals.changed(edge, Refusals.middle(edge));
    }
    return found;
  }

  private Found stretch(long id, int first, int count) throws RefusedOperationException {
    Edge edge = edge(id);
    List<Coordinate> points = edge.points();
    if (first < 0 || first + count > points.size()) {
      throw Refusals.refused(
          Reason.NOT_A_VERTEX, "The edge has no such vertex.", Refusals.middle(edge));
    }
    Found found = find(points.subList(first, first + count));
    if (found == null) {
      throw Refusals.changed(edge, points.get(first + count / 2));
    }
    return found;
  }

  private @Nullable Found find(List<Coordinate> wanted) {
    List<Coordinate> turned = wanted.reversed();
    for (Edge edge : to.edges()) {
      List<Coordinate> points = edge.points();
      for (int i = 0; i + wanted.size() <= points.size(); i++) {
        List<Coordinate> there = points.subList(i, i + wanted.size());
        if (there.equals(wanted) || there.equals(turned)) {
          return new Found(edge, i, wanted.size(), !there.equals(wanted));
        }
      }
    }
    return null;
  }

  private long node(long id) throws RefusedOperationException {
    Coordinate place = from.nodes().get(id);
    if (place == null) {
      throw Refusals.refused(Reason.UNKNOWN_NODE, "There is no node " + id + ".", null);
    }
    Set<Coordinate> neighbours = neighbours(from, place);
    for (Edge edge : to.edges()) {
      boolean start = edge.points().getFirst().equals(place);
      if ((start || edge.points().getLast().equals(place))
          && neighbours(to, place).equals(neighbours)) {
        return start ? edge.from() : edge.to();
      }
    }
    throw Refusals.refused(
        Reason.CHANGED_SINCE, "The borders that meet here were changed since.", place);
  }

  /** The points next to a node on the edges that end there. */
  private static Set<Coordinate> neighbours(GridPartition partition, Coordinate node) {
    Set<Coordinate> found = new HashSet<>();
    for (Edge edge : partition.edges()) {
      List<Coordinate> points = edge.points();
      if (points.getFirst().equals(node)) {
        found.add(points.get(1));
      }
      if (points.getLast().equals(node)) {
        found.add(points.get(points.size() - 2));
      }
    }
    return found;
  }

  private long land(long id) throws RefusedOperationException {
    OpenLand before =
        from.openLand().stream()
            .filter(land -> land.id() == id)
            .findFirst()
            .orElseThrow(() ->
                Refusals.refused(
                    Reason.UNKNOWN_OPEN_LAND, "There is no open land " + id + ".", null));
    return to.openLand().stream()
        .filter(land -> land.kind() == before.kind() && land.place().equals(before.place()))
        .findFirst()
        .orElseThrow(() ->
            Refusals.refused(
                Reason.CHANGED_SINCE, "The open land was changed since.", before.place()))
        .id();
  }

  private Edge edge(long id) throws RefusedOperationException {
    return from.findEdge(id)
        .orElseThrow(
            () -> Refusals.refused(Reason.UNKNOWN_EDGE, "There is no edge " + id + ".", null));
  }
}
