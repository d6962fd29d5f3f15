package org.gridmap.backend.event.tally;

/**
 * Counts how long things took in steps that widen with the time: exact below 512 seconds, and above
 * that no more than 0.2 % beside the truth.
 */
final class Durations {
  private static final int EXACT = 512;
  private static final int IN_EACH = 256;
  private static final int EXACT_BITS = 9;

  private final int[] counts = new int[EXACT + (Integer.SIZE - 1 - EXACT_BITS) * IN_EACH];
  private long total;

  /**
   * @param seconds not negative
   */
  void add(int seconds) {
    counts[bucket(seconds)]++;
    total++;
  }

  boolean isEmpty() {
    return total == 0;
  }

  /**
   * The time that a share took no longer than; between two of them in proportion.
   *
   * @param share 0 to 1
   */
  double quantile(double share) {
    double place = share * (total - 1);
    long below = (long) place;
    double low = value(below);
    return low + (value(Math.min(below + 1, total - 1)) - low) * (place - below);
  }

  /** The time of the one at a place, counted from the shortest, in seconds. */
  private double value(long place) {
    long before = 0;
    int bucket = 0;
    while (before + counts[bucket] <= place) {
      before += counts[bucket++];
    }
    if (bucket < EXACT) {
      return bucket;
    }
    int shift = (bucket - EXACT) / IN_EACH + 1;
    long first = (long) ((bucket - EXACT) % IN_EACH + IN_EACH) << shift;
    return first + ((1 << shift) - 1) / 2.0;
  }

  private static int bucket(int seconds) {
    if (seconds < EXACT) {
      return seconds;
    }
    int shift = Integer.SIZE - EXACT_BITS - Integer.numberOfLeadingZeros(seconds);
    return EXACT + (shift - 1) * IN_EACH + (seconds >>> shift) - IN_EACH;
  }
}
