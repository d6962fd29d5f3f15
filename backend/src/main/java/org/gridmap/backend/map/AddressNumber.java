package org.gridmap.backend.map;

/** A number in the address of a piece of the map. */
public final class AddressNumber {
  /** As many digits as fit into a number of eight bytes, whatever they are. */
  private static final int MOST_DIGITS = 18;

  private AddressNumber() {}

  /** The number that a part of an address is, written with digits only; -1 if it is none. */
  public static long of(String text, int from, int to) {
    if (from >= to || to - from > MOST_DIGITS) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** The number that a text is, written with digits only; -1 if it is none. */
  public static long of(String text) {
    return of(text, 0, text.length());
  }
}
