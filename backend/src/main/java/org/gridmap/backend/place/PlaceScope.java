package org.gridmap.backend.place;

import java.util.List;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.land.GridsInForce.GridInForce;
import org.gridmap.backend.live.MapChanges;
import org.gridmap.backend.sql.StoredGeometry;
import org.gridmap.backend.web.Faults;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Point;
import org.springframework.stereotype.Component;

/** Finds the grid of a place, and whether the caller may change things there. */
@Component
class PlaceScope {
  private final GridsInForce grids;
  private final Scope scope;
  private final MapChanges changes;

  PlaceScope(GridsInForce grids, Scope scope, MapChanges changes) {
    this.grids = grids;
    this.scope = scope;
    this.changes = changes;
  }

  /** Whether numbers that a client sent are a longitude and a latitude. */
  static boolean isPlace(@Nullable List<Double> point) {
    if (point == null || point.size() != 2) {
      return false;
    }
    Double longitude = point.get(0);
    Double latitude = point.get(1);
    // NaN and infinity are in no range.
    return longitude != null
        && latitude != null
        && Math.abs(longitude) <= 180
        && Math.abs(latitude) <= 90;
  }

  /** A place as it is stored. */
  static Point location(Coordinate place) {
    return StoredGeometry.FACTORY.createPoint(place.copy());
  }

  /**
   * The leaf grid of a place in the caller's scope.
   *
   * @throws org.gridmap.backend.web.ProblemException validation-failed, naming the field, if the
   *     place lies in no grid that the caller answers for
   */
  GridInForce leafInScope(Coordinate point, String field) {
    return grids
        .findLeaf(point.x, point.y)
        .filter(leaf -> scope.containsGrid(leaf.id()))
        .orElseThrow(() -> Faults.refusal(List.of(field)));
  }

  /**
   * The grid for which a station stands: the given one, which must be in scope, else the leaf of
   * its place.
   */
  GridInForce gridInScope(@Nullable Long gridId, Coordinate point) {
    GridInForce leaf = leafInScope(point, "point");
    if (gridId == null) {
      return leaf;
    }
    return grids
        .find(gridId)
        .filter(grid -> grid.rootCode().equals(leaf.rootCode()) && scope.containsGrid(grid.id()))
        .orElseThrow(() -> Faults.refusal(List.of("gridId")));
  }

  /** Whether the caller answers for every grid that a code means today. */
  boolean isInScope(String gridCode) {
    List<GridInForce> today = grids.listByCode(gridCode);
    return !today.isEmpty() && today.stream().allMatch(grid -> scope.containsGrid(grid.id()));
  }

  /** Whether the caller answers for the leaf grid of a place. */
  boolean isInScope(Coordinate place) {
    return grids
        .findLeaf(place.x, place.y)
        .filter(leaf -> scope.containsGrid(leaf.id()))
        .isPresent();
  }

  /** The map is different at these places. */
  void changed(String layer, Coordinate... places) {
    for (Coordinate place : places) {
      changes.record(layer, new Envelope(place));
    }
  }
}
