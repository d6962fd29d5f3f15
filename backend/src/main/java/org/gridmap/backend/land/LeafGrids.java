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
  private static final int SPOKES = 8;

  /** Of a meridian at the equator, where it is shortest. */
  private static final double METRES_PER_DEGREE = 110_574;

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

  /**
   * Whether a border is within some metres of a point, or a little farther away: the ends of eight
   * spokes around it do not all lie in the grid that the point lies in.
   */
  public boolean isNearBorder(Coordinate point, double metres) {
    Optional<String> here = findCode(point);
    // So long that no straight border at that distance passes between two ends.
    double length = metres / Math.cos(Math.PI / SPOKES) / METRES_PER_DEGREE;
    double width = length / Math.cos(Math.toRadians(point.y));
    for (int i = 0; i < SPOKES; i++) {
      double angle = i * 2 * Math.PI / SPOKES;
      Coordinate end =
          new Coordinate(point.x + width * Math.cos(angle), point.y + length * Math.sin(angle));
      if (!findCode(end).equals(here)) {
        return true;
      }
    }
    return false;
  }

  /** As {@link #find}, but the code of the grid. */
  public Optional<String> findCode(Coordinate point) {
    return bounds.contains(point) ? locator.locate(point.x, point.y) : Optional.empty();
  }
}
