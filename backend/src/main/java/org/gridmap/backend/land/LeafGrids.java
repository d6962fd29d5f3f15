package org.gridmap.backend.land;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.coverage.LeafLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/** The leaf grids of one division, ready to say which of them a point belongs to. */
public final class LeafGrids {
  private final long divisionId;
  private final LeafLocator locator;
  private final Map<String, Long> ids;
  private final Envelope bounds = new Envelope();

  LeafGrids(long divisionId, List<GridShape> leaves, Map<String, Long> ids) {
    this.divisionId = divisionId;
    this.locator = new LeafLocator(leaves);
    this.ids = new HashMap<>(ids);
    leaves.forEach(leaf -> bounds.expandToInclude(leaf.geometry().getEnvelopeInternal()));
  }

  /** Id of the division. */
  public long divisionId() {
    return divisionId;
  }

  /** Extent of the division, EPSG:4490. */
  public Envelope bounds() {
    return bounds.copy();
  }

  /**
   * Id of the leaf grid of a point; on a shared border the one with the lowest code.
   *
   * @param point longitude and latitude, EPSG:4490
   */
  public OptionalLong find(Coordinate point) {
    return bounds.contains(point)
        ? locator
            .locate(point.x, point.y)
            .map(ids::get)
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty())
        : OptionalLong.empty();
  }

  /** As {@link #find}, but the code of the grid. */
  public Optional<String> findCode(Coordinate point) {
    return bounds.contains(point) ? locator.locate(point.x, point.y) : Optional.empty();
  }
}
