package org.gridmap.backend.plan.workload;

import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Envelope;

/**
 * The houses of a plan's area with their counts, ascending by number. Immutable.
 *
 * @param revision another number whenever anything in it is different, the same on every server
 * @param ids numbers of the houses
 * @param longitudes of the entrances, degrees
 * @param latitudes of the entrances, degrees
 * @param counts of each house in the order of {@link #MEASURES}
 */
@SuppressWarnings("ArrayRecordComponent")
record HouseTable(
    long revision, long[] ids, double[] longitudes, double[] latitudes, int[][] counts) {
  /** What is counted of a house, as others name it. */
  enum HouseMeasure {
    households,
    residents,
    enterprises,
    rentals,
    careNeeds
  }

  /** Names of what is counted. */
  static final List<String> MEASURES =
      Arrays.stream(HouseMeasure.values()).map(HouseMeasure::name).toList();

  /** Fewer digits than a double holds exactly, so that scripts read it unchanged. */
  private static final long REVISION_BITS = (1L << 52) - 1;

  static HouseTable of(long[] ids, double[] longitudes, double[] latitudes, int[][] counts) {
    long revision = 17;
    for (int i = 0; i < ids.length; i++) {
      revision = revision * 1_000_003 + ids[i];
      revision = revision * 1_000_003 + Double.doubleToLongBits(longitudes[i]);
      revision = revision * 1_000_003 + Double.doubleToLongBits(latitudes[i]);
      for (int count : counts[i]) {
        revision = revision * 1_000_003 + count;
      }
    }
    return new HouseTable(
        (revision ^ revision >>> 12) & REVISION_BITS, ids, longitudes, latitudes, counts);
  }

  int size() {
    return ids.length;
  }

  boolean isIn(int house, Envelope area) {
    return area.contains(longitudes[house], latitudes[house]);
  }
}
