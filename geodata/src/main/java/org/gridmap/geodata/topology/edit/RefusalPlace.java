package org.gridmap.geodata.topology.edit;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.state.DerivedShapes;
import org.gridmap.geodata.topology.state.PartitionState;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * Where a refusal is that tells of no place of its own, because it is about a tree, a code or a
 * name: inside the first grid that it names, or that the operation does.
 */
final class RefusalPlace {
  private RefusalPlace() {}

  /** The refusal with its place; without one if nothing that is named lies anywhere. */
  static RefusedOperationException of(
      PartitionState state, Operation operation, RefusedOperationException refused) {
    List<String> named = new ArrayList<>(refused.grids());
    addGrids(operation, named);
    Coordinate place = openLand(state, operation);
    for (String code : named) {
      if (place == null) {
        place = DerivedShapes.ofGrid(state, code).getInteriorPoint().getCoordinate();
      }
    }
    return place == null
        ? refused
        : new RefusedOperationException(
            refused.reason(),
            String.valueOf(refused.getMessage()),
            new Coordinate(place.x, place.y),
            refused.grids());
  }

  private static @Nullable Coordinate openLand(PartitionState state, Operation operation) {
    OpenLand land =
        operation instanceof Operation.MakeGrid make ? state.findLand(make.openLand()) : null;
    return land == null ? null : land.place();
  }

  private static void addGrids(Operation operation, List<String> named) {
    switch (operation) {
      case Operation.Batch batch -> batch.operations().forEach(one -> addGrids(one, named));
      case Operation.Rename rename -> named.add(rename.grid());
      case Operation.Recode recode -> named.add(recode.grid());
      case Operation.ChangeKind change -> named.add(change.grid());
      case Operation.Reparent move -> named.addAll(List.of(move.grid(), move.parent()));
      case Operation.Split split -> named.add(split.grid());
      case Operation.Merge merge -> named.addAll(merge.grids());
      case Operation.Transfer transfer -> named.add(transfer.to());
      case Operation.RedrawBorder redraw -> named.addAll(List.of(redraw.a(), redraw.b()));
      default -> {
        // It takes hold of a border or of open land, and its refusals say where.
      }
    }
  }
}
