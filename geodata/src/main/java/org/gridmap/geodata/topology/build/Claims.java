package org.gridmap.geodata.topology.build;

import java.util.Arrays;

/**
 * Sets of owners as ascending arrays, with the symmetric difference: an owner whose border is
 * crossed twice does not claim the land behind.
 */
final class Claims {
  static final int[] NONE = {};

  private Claims() {}

  /** The set with one owner put in, or taken out if in it. */
  static int[] toggle(int[] set, int owner) {
    int at = Arrays.binarySearch(set, owner);
    if (at >= 0) {
      int[] less = new int[set.length - 1];
      System.arraycopy(set, 0, less, 0, at);
      System.arraycopy(set, at + 1, less, at, less.length - at);
      return less;
    }
    int[] more = new int[set.length + 1];
    System.arraycopy(set, 0, more, 0, -at - 1);
    more[-at - 1] = owner;
    System.arraycopy(set, -at - 1, more, -at, set.length + at + 1);
    return more;
  }

  static int[] toggle(int[] set, int[] owners) {
    int[] result = set;
    for (int owner : owners) {
      result = toggle(result, owner);
    }
    return result;
  }

  static boolean has(int[] set, int owner) {
    return Arrays.binarySearch(set, owner) >= 0;
  }
}
