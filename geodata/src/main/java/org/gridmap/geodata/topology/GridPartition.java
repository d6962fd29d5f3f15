package org.gridmap.geodata.topology;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;

/** A plan as a planar partition. Not safe for use by several threads. */
public final class GridPartition {
  /** Coordinates are whole multiples of this many degrees, about 0.1 mm. */
  public static final double DEGREES_PER_UNIT = 1e-9;

  /** How near a drawn line must come to a border to meet it. */
  public static final double SNAP_METRES = 0.5;

  private GridPartition() {}

  /**
   * A grid to build from.
   *
   * @param geometry outline of a leaf, EPSG:4490; null for a higher grid, whose outline follows
   */
  public record Source(PartitionGrid grid, @Nullable MultiPolygon geometry) {}

  /**
   * @param toleranceMetres corners and borders nearer than this become one
   * @param keepOpenLand whether gaps, overlaps and land outside the outline are kept as open land;
   *     a partition of which the borders must be exact is refused otherwise
   */
  public record BuildOptions(double toleranceMetres, boolean keepOpenLand) {
    /** 5 cm, exact. */
    public static final BuildOptions EXACT = new BuildOptions(0.05, false);
  }

  /**
   * @param partition what was built
   * @param moved corners that were moved: from, to, metres
   * @param repaired what was done to outlines that cross themselves, one sentence for each grid
   */
  public record Built(GridPartition partition, List<Moved> moved, Map<String, String> repaired) {}

  /** A corner that was moved. */
  public record Moved(Coordinate from, Coordinate to, double metres, String grid) {}

  /**
   * Builds a partition from polygons.
   *
   * @param required the outline that the leaves must cover; null if they say so themselves
   * @throws RefusedBuildException naming every place beyond the tolerance
   */
  public static Built build(List<Source> grids, @Nullable Geometry required, BuildOptions options)
      throws RefusedBuildException {
    throw new UnsupportedOperationException();
  }

  /** Applies an operation whole, or throws and changes nothing. */
  public Change apply(Operation operation) throws RefusedOperationException {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes a change back; the last one always, an earlier one if no later change {@link
   * Change#meets} it. The result is itself a change that can be taken back.
   *
   * @throws RefusedOperationException if what it touched is not as it left it
   */
  public Change revert(Change change) throws RefusedOperationException {
    throw new UnsupportedOperationException();
  }

  /**
   * SHA-256 over everything but the ids, in 64 hexadecimal digits; equal partitions, equal hash.
   */
  public String hash() {
    throw new UnsupportedOperationException();
  }

  public List<Edge> edges() {
    throw new UnsupportedOperationException();
  }

  public Optional<Edge> findEdge(long id) {
    throw new UnsupportedOperationException();
  }

  /** Ids and places of the nodes. */
  public Map<Long, Coordinate> nodes() {
    throw new UnsupportedOperationException();
  }

  /** All grids, parents before their children, siblings by code. */
  public List<PartitionGrid> grids() {
    throw new UnsupportedOperationException();
  }

  public Optional<PartitionGrid> findGrid(String code) {
    throw new UnsupportedOperationException();
  }

  /** Outline of a grid of any level, shells clockwise as the house's writers do. */
  public MultiPolygon polygon(String code) {
    throw new UnsupportedOperationException();
  }

  /** Outline of open land. */
  public MultiPolygon polygon(OpenLand land) {
    throw new UnsupportedOperationException();
  }

  public List<OpenLand> openLand() {
    throw new UnsupportedOperationException();
  }

  /** Whether every metre belongs to one leaf grid, or is allowed not to. */
  public boolean exact() {
    return openLand().stream().allMatch(land -> land.allowed() != null);
  }

  /** A copy that changes on its own. */
  public GridPartition copy() {
    throw new UnsupportedOperationException();
  }

  /** Everything, ids included, for {@link #read}. */
  public byte[] write() {
    throw new UnsupportedOperationException();
  }

  /** Reads what {@link #write} wrote. */
  public static GridPartition read(byte[] bytes) {
    throw new UnsupportedOperationException();
  }
}
