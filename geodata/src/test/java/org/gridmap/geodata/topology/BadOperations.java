package org.gridmap.geodata.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.topology.Operation.NewGrid;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.locationtech.jts.geom.Coordinate;

/** Operations that nobody should be able to make, each a sentence. */
abstract class BadOperations {

  /** One of them, with the reason why it is refused and whether that has a place. */
  record Bad(
      String sentence,
      Reason reason,
      boolean placed,
      Supplier<GridPartition> plan,
      Function<GridPartition, Operation> operation) {
    @Override
    public String toString() {
      return sentence + " → " + reason;
    }
  }

  private final List<Bad> all = new ArrayList<>();

  static List<Bad> all() {
    List<Bad> bad = new ArrayList<>(new BadBorders().list());
    bad.addAll(new BadGrids().list());
    bad.addAll(new BadDivisions().list());
    return bad;
  }

  final List<Bad> list() {
    return all;
  }

  final void placed(String sentence, Reason reason, Function<GridPartition, Operation> of) {
    all.add(new Bad(sentence, reason, true, SmallPlan::exact, of));
  }

  final void plain(String sentence, Reason reason, Function<GridPartition, Operation> of) {
    all.add(new Bad(sentence, reason, false, SmallPlan::exact, of));
  }

  final void open(String sentence, Reason reason, Function<GridPartition, Operation> of) {
    all.add(new Bad(sentence, reason, true, SmallPlan::open, of));
  }

  static NewGrid grid(String code) {
    return new NewGrid(code, "名", GridKind.BASE);
  }

  static Operation split(String grid, List<Coordinate> line) {
    return new Operation.Split(grid, line, grid("L"), grid("M"));
  }
}
