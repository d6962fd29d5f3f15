package org.gridmap.geodata.demo.identity;

import java.util.regex.Pattern;

/**
 * Telephone numbers that nobody can have. One rule recognises them: eleven digits that begin with
 * {@code 1090}.
 *
 * <p>They are eleven digits and begin with 1, so they look and mask like mobile numbers. The
 * Chinese numbering plan gives mobile networks the codes 130 to 199 only (the regulator's list of
 * network codes has none below 130), and what begins with 10 is the short service codes of the
 * operators, such as 10000 and 10086, of which none begins with 1090; seen as a number in Beijing
 * (area 10) it would begin with 90, which no subscriber has, and would be a digit too long.
 * Unassigned codes inside 130 to 199 (154, 161, 164 …) are not used: they may be assigned one day.
 *
 * <p>The digit after 1090 is a lane; each lane holds a million numbers and is given to one use, so
 * that two lists never share a number. Within a lane no number comes twice.
 */
public final class SyntheticPhones {
  /** What every number begins with. */
  public static final String PREFIX = "1090";

  private static final Pattern RULE = Pattern.compile(PREFIX + "\\d{7}");
  private static final int LANE_SIZE = 1_000_000;

  /** Has no factor in common with the size of a lane, so that the walk meets every number once. */
  private static final int STRIDE = 618_033;

  private final int lane;
  private final int start;
  private int given;

  /**
   * @param lane 0 to 9
   * @param seed where in the lane the walk begins
   */
  public SyntheticPhones(int lane, long seed) {
    if (lane < 0 || lane > 9) {
      throw new IllegalArgumentException("a lane is one digit");
    }
    this.lane = lane;
    this.start = (int) Math.floorMod(seed, (long) LANE_SIZE);
  }

  /** Whether a number is one of those that nobody can have. */
  public static boolean isSynthetic(String number) {
    return RULE.matcher(number).matches();
  }

  /**
   * The next number of this lane.
   *
   * @throws IllegalStateException after a million
   */
  public String next() {
    if (given == LANE_SIZE) {
      throw new IllegalStateException("the lane is used up");
    }
    long tail = (start + (long) given++ * STRIDE) % LANE_SIZE;
    return PREFIX + lane + Long.toString(LANE_SIZE + tail).substring(1);
  }
}
