package org.gridmap.geodata.coverage;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gridmap.geodata.index.BoxIndex;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Location;

/**
 * Point location: finds the leaf grid that a point lies in. A point on a shared border, or in an
 * overlap, belongs to the grid with the lowest code, so that every house lies in exactly one grid
 * and always the same one. Thread-safe; built once for a division, each question costs
 * microseconds.
 */
public final class LeafLocator {
  private final List<GridShape> leaves;
  private final IndexedPointInAreaLocator[] locators;
  private final BoxIndex index;

  /**
   * @param leaves the leaf grids of one division, in any order
   */
  public LeafLocator(List<GridShape> leaves) {
    this.leaves = leaves.stream().sorted(Comparator.comparing(GridShape::code)).toList();
    this.locators = new IndexedPointInAreaLocator[leaves.size()];
    double[] boxes = new double[4 * leaves.size()];
    for (int i = 0; i < locators.length; i++) {
      locators[i] = new IndexedPointInAreaLocator(this.leaves.get(i).geometry());
      Envelope envelope = this.leaves.get(i).geometry().getEnvelopeInternal();
      boxes[4 * i] = envelope.getMinX();
      boxes[4 * i + 1] = envelope.getMinY();
      boxes[4 * i + 2] = envelope.getMaxX();
      boxes[4 * i + 3] = envelope.getMaxY();
    }
    index = new BoxIndex(boxes);
  }

  /**
   * @param lon longitude in degrees
   * @param lat latitude in degrees
   * @return the code of the leaf, or empty if the point lies in no grid
   */
  public Optional<String> locate(double lon, double lat) {
    int[] lowest = {Integer.MAX_VALUE};
    Coordinate point = new Coordinate(lon, lat);
    index.visit(
        lon,
        lat,
        lon,
        lat,
        leaf -> {
          if (leaf < lowest[0] && locators[leaf].locate(point) != Location.EXTERIOR) {
            lowest[0] = leaf;
          }
          return true;
        });
    return lowest[0] == Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.of(leaves.get(lowest[0]).code());
  }
}
