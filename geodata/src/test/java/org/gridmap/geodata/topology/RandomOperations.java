package org.gridmap.geodata.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.topology.Operation.NewGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/** Operations as people make them, and some that they should not, drawn from a seed. */
final class RandomOperations {
  private static final double METRE = 9e-6;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  /** What can be drawn. */
  enum Kind {
    MOVE_NODE,
    SLIDE_NODE,
    MOVE_TOGETHER,
    MOVE_VERTEX,
    ADD_VERTEX,
    REMOVE_VERTEX,
    REDRAW_EDGE,
    REDRAW_BORDER,
    RESHAPE,
    ADOPT_LINE,
    SPLIT_LINE,
    SPLIT_RING,
    MERGE,
    MERGE_HIGHER,
    TRANSFER,
    REPARENT,
    RENAME,
    RECODE,
    CHANGE_KIND,
    LOCK,
    REDIVIDE,
    BATCH
  }

  private final GridPartition partition;
  private final Random random;
  private int next = 1;

  RandomOperations(GridPartition partition, long seed) {
    this.partition = partition;
    this.random = new Random(seed);
  }

  Random random() {
    return random;
  }

  Kind kind() {
    return Kind.values()[random.nextInt(Kind.values().length)];
  }

  /** An operation of a kind; null if the partition has no place for one. */
  @Nullable Operation draw(Kind kind) {
    return switch (kind) {
      case MOVE_NODE -> moveNode();
      case SLIDE_NODE -> slideNode();
      case MOVE_TOGETHER -> moveTogether();
      case MOVE_VERTEX -> moveVertex();
      case ADD_VERTEX -> addVertex();
      case REMOVE_VERTEX -> removeVertex();
      case REDRAW_EDGE -> redrawEdge();
      case REDRAW_BORDER -> redrawBorder();
      case RESHAPE -> reshape();
      case ADOPT_LINE -> adoptLine();
      case SPLIT_LINE -> leaves().size() > 110 ? null : splitLine();
      case SPLIT_RING -> leaves().size() > 110 ? null : splitRing();
      case MERGE -> leaves().size() < 60 ? null : merge();
      case MERGE_HIGHER -> mergeHigher();
      case TRANSFER -> transfer();
      case REPARENT -> reparent();
      case RENAME -> new Operation.Rename(anyGrid().code(), "格" + next++);
      case RECODE -> new Operation.Recode(anyGrid().code(), code());
      case CHANGE_KIND -> changeKind();
      case LOCK -> lock();
      case REDIVIDE -> redivide();
      case BATCH -> batch();
    };
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String code() {
    return String.format("9%014d", next++);
  }

  private NewGrid grid() {
    String code = code();
    return new NewGrid(code, "新" + code, GridKind.BASE);
  }

  private List<PartitionGrid> leaves() {
    return partition.grids().stream().filter(PartitionGrid::leaf).toList();
  }

  private PartitionGrid anyGrid() {
    return one(partition.grids());
  }

  private Edge inner() {
    List<Edge> edges =
        partition.edges().stream()
            .filter(edge -> !edge.left().isEmpty() && !edge.right().isEmpty())
            .toList();
    return one(edges);
  }

  private Coordinate near(Coordinate at, double metres) {
    return new Coordinate(
        at.x + random.nextGaussian() * metres * METRE,
        at.y + random.nextGaussian() * metres * METRE);
  }

  private Operation moveNode() {
    Edge edge = random.nextInt(10) == 0 ? one(partition.edges()) : inner();
    boolean from = random.nextBoolean();
    Coordinate at = from ? edge.points().getFirst() : edge.points().getLast();
    return new Operation.MoveNode(from ? edge.from() : edge.to(), near(at, 3));
  }

  /** Along the first or last segment of an edge of the outline. */
  private Operation slideNode() {
    List<Edge> outline =
        partition.edges().stream()
            .filter(edge -> edge.left().isEmpty() || edge.right().isEmpty())
            .toList();
    Edge edge = one(outline);
    List<Coordinate> points = edge.points();
    boolean from = random.nextBoolean();
    int last = points.size() - 1;
    Coordinate a = points.get(from ? 0 : last);
    Coordinate b = points.get(from ? 1 : last - 1);
    return new Operation.MoveNode(
        from ? edge.from() : edge.to(), between(a, b, 0.1 + 0.5 * random.nextDouble()));
  }

  /** A whole border with its nodes, or only what lies between. */
  private Operation moveTogether() {
    Edge edge = inner();
    List<Coordinate> points = edge.points();
    Coordinate step = near(new Coordinate(0, 0), 3);
    List<Operation> moves = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      Coordinate to = new Coordinate(points.get(i).x + step.x, points.get(i).y + step.y);
      if (i > 0 && i < points.size() - 1) {
        moves.add(new Operation.MoveVertex(edge.id(), i, to));
      } else {
        long node = i == 0 ? edge.from() : edge.to();
        if (movable(node) && (i == 0 || edge.from() != edge.to())) {
          moves.add(new Operation.MoveNode(node, to));
        }
      }
    }
    return new Operation.Batch(moves, null);
  }

  private boolean movable(long node) {
    return partition.edges().stream()
        .filter(edge -> edge.from() == node || edge.to() == node)
        .noneMatch(edge -> edge.left().isEmpty() || edge.right().isEmpty());
  }

  private Operation moveVertex() {
    Edge edge = inner();
    for (int tries = 0; edge.points().size() < 3 && tries < 50; tries++) {
      edge = inner();
    }
    int vertex = Math.min(edge.points().size() - 1, 1 + random.nextInt(edge.points().size() - 1));
    return new Operation.MoveVertex(edge.id(), vertex, near(edge.points().get(vertex), 5));
  }

  private Operation addVertex() {
    Edge edge = inner();
    int segment = random.nextInt(edge.points().size() - 1);
    Coordinate middle = between(edge.points().get(segment), edge.points().get(segment + 1), 0.5);
    return new Operation.AddVertex(edge.id(), segment, near(middle, 1));
  }

  private static Coordinate between(Coordinate a, Coordinate b, double t) {
    return new Coordinate(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y));
  }

  private Operation removeVertex() {
    Edge edge = inner();
    for (int tries = 0; edge.points().size() < 3 && tries < 50; tries++) {
      edge = inner();
    }
    return new Operation.RemoveVertex(
        edge.id(),
        Math.min(edge.points().size() - 1, 1 + random.nextInt(edge.points().size() - 1)));
  }

  private Operation redrawEdge() {
    Edge edge = inner();
    List<Coordinate> line = new ArrayList<>();
    for (int i = 0; i < edge.points().size(); i++) {
      line.add(near(edge.points().get(i), 1));
      if (i + 1 < edge.points().size() && random.nextInt(4) == 0) {
        line.add(near(between(edge.points().get(i), edge.points().get(i + 1), 0.5), 1));
      }
    }
    return new Operation.RedrawEdge(edge.id(), line);
  }

  private Coordinate onto(Edge edge) {
    int segment = random.nextInt(edge.points().size() - 1);
    return between(edge.points().get(segment), edge.points().get(segment + 1), random.nextDouble());
  }

  private Operation redrawBorder() {
    Edge edge = inner();
    Coordinate a = onto(edge);
    Coordinate b = onto(edge);
    return new Operation.RedrawBorder(
        edge.left(),
        edge.right(),
        List.of(near(a, 0.1), near(between(a, b, 0.5), 4), near(b, 0.1)));
  }

  /** From one border to another that meets it, past the node between. */
  private Operation reshape() {
    Edge edge = inner();
    List<Edge> next =
        partition.edges().stream()
            .filter(other -> other.id() != edge.id())
            .filter(other -> !other.left().isEmpty() && !other.right().isEmpty())
            .filter(other -> other.from() == edge.to() || other.to() == edge.to())
            .toList();
    if (next.isEmpty()) {
      return redrawBorder();
    }
    Coordinate node = edge.points().getLast();
    return new Operation.Reshape(
        List.of(near(onto(edge), 0.1), near(node, 5), near(onto(one(next)), 0.1)));
  }

  private Operation adoptLine() {
    Edge edge = inner();
    double dx = random.nextGaussian() * 3 * METRE;
    double dy = random.nextGaussian() * 3 * METRE;
    List<Coordinate> line =
        edge.points().stream().map(at -> new Coordinate(at.x + dx, at.y + dy)).toList();
    return new Operation.AdoptLine(edge.id(), random.nextBoolean() ? line : line.reversed());
  }

  private Operation splitLine() {
    PartitionGrid leaf = one(leaves());
    MultiPolygon land = partition.polygon(leaf.code());
    Coordinate middle = land.getInteriorPoint().getCoordinate();
    double angle = random.nextDouble() * Math.PI;
    Envelope box = land.getEnvelopeInternal();
    double reach = random.nextInt(8) == 0 ? 10 * METRE : box.getDiameter();
    Coordinate a =
        new Coordinate(middle.x - reach * Math.cos(angle), middle.y - reach * Math.sin(angle));
    Coordinate b =
        new Coordinate(middle.x + reach * Math.cos(angle), middle.y + reach * Math.sin(angle));
    NewGrid left =
        random.nextBoolean() ? grid() : new NewGrid(leaf.code(), leaf.name(), leaf.kind());
    // Trimmed to the land it is a line from border to border, as people draw it.
    MultiPolygon all = Towns.multi(land.getGeometryN(0));
    var inside =
        all.intersection(FACTORY.createLineString(new Coordinate[] {a, near(middle, 3), b}));
    var line = inside.getGeometryN(random.nextInt(Math.max(1, inside.getNumGeometries())));
    List<Coordinate> drawn =
        random.nextInt(3) == 0 || line.getNumPoints() < 2
            ? List.of(a, middle, b)
            : List.of(line.getCoordinates());
    return new Operation.Split(leaf.code(), drawn, left, grid());
  }

  private List<Coordinate> circle(Coordinate middle, double radius, int corners) {
    List<Coordinate> ring = new ArrayList<>();
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners;
      double r = radius * (0.8 + 0.4 * random.nextDouble());
      ring.add(new Coordinate(middle.x + r * Math.cos(angle), middle.y + r * Math.sin(angle)));
    }
    ring.add(ring.getFirst());
    return ring;
  }

  private Operation splitRing() {
    PartitionGrid leaf = one(leaves());
    MultiPolygon land = partition.polygon(leaf.code());
    Coordinate middle = land.getInteriorPoint().getCoordinate();
    double room = land.getBoundary().distance(FACTORY.createPoint(middle));
    List<Coordinate> ring =
        circle(middle, room * (0.3 + 0.7 * random.nextDouble()), 4 + random.nextInt(12));
    return new Operation.Split(
        leaf.code(),
        random.nextBoolean() ? ring : ring.reversed(),
        grid(),
        new NewGrid(leaf.code(), leaf.name(), leaf.kind()));
  }

  private Operation merge() {
    Edge edge = inner();
    for (int tries = 0; tries < 20 && !parent(edge.left()).equals(parent(edge.right())); tries++) {
      edge = inner();
    }
    return new Operation.Merge(
        List.of(edge.left(), edge.right()),
        random.nextBoolean() ? grid() : new NewGrid(edge.left(), "并", GridKind.BASE));
  }

  private String parent(String code) {
    String parent = partition.findGrid(code).map(PartitionGrid::parentCode).orElse(null);
    return parent == null ? "" : parent;
  }

  private @Nullable Operation mergeHigher() {
    List<String> zones =
        partition.grids().stream()
            .filter(grid -> !grid.leaf() && grid.parentCode() != null)
            .map(PartitionGrid::code)
            .toList();
    if (zones.size() < 5 || random.nextInt(40) > 0) {
      return null;
    }
    return new Operation.Merge(List.of(one(zones), one(zones)), grid());
  }

  private Operation transfer() {
    Edge edge = inner();
    Coordinate middle = onto(edge);
    double radius = (3 + 20 * random.nextDouble()) * METRE;
    Polygon area =
        FACTORY.createPolygon(
            circle(middle, radius, 3 + random.nextInt(9)).toArray(Coordinate[]::new));
    boolean left = random.nextBoolean();
    return new Operation.Transfer(
        FACTORY.createMultiPolygon(new Polygon[] {area}),
        random.nextBoolean() ? List.of() : List.of(left ? edge.right() : edge.left()),
        left ? edge.left() : edge.right());
  }

  private Operation reparent() {
    List<PartitionGrid> higher =
        partition.grids().stream()
            .filter(grid -> !grid.leaf() && grid.parentCode() != null)
            .toList();
    Edge edge = inner();
    for (int tries = 0; tries < 50 && parent(edge.left()).equals(parent(edge.right())); tries++) {
      edge = inner();
    }
    return random.nextInt(4) == 0
        ? new Operation.Reparent(anyGrid().code(), one(higher).code())
        : new Operation.Reparent(edge.left(), parent(edge.right()));
  }

  private Operation changeKind() {
    PartitionGrid leaf = one(leaves());
    return new Operation.ChangeKind(
        leaf.code(), leaf.kind() == GridKind.BASE ? GridKind.EXCLUSIVE : GridKind.BASE);
  }

  private Operation lock() {
    List<Edge> locked = partition.edges().stream().filter(Edge::locked).toList();
    return locked.size() > 4
        ? new Operation.Lock(one(locked).id(), false)
        : new Operation.Lock(one(partition.edges()).id(), true);
  }

  /** Another division, as a file holds it; now and then the present one. */
  private @Nullable Operation redivide() {
    if (random.nextInt(4) > 0) {
      return null;
    }
    GridPartition other = partition.copy();
    try {
      other.apply(random.nextBoolean() ? transfer() : redrawBorder());
    } catch (RefusedOperationException refused) {
      return null;
    }
    return WholeDivision.of(other);
  }

  private Operation batch() {
    return new Operation.Batch(
        List.of(
            new Operation.Rename(anyGrid().code(), "批" + next++),
            random.nextBoolean() ? redrawEdge() : transfer(),
            new Operation.Rename(anyGrid().code(), "批" + next++)),
        "three");
  }
}
