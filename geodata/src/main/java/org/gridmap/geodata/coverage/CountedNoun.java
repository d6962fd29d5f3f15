package org.gridmap.geodata.coverage;

import java.util.Locale;

/** Writes a number with its English noun in singular or plural. */
public final class CountedNoun {
  private CountedNoun() {}

  /**
   * For example {@code 1 row} or {@code 2,000 rows}.
   *
   * @param word singular of a noun whose plural ends in s
   */
  public static String of(long number, String word) {
    return String.format(Locale.ROOT, number == 1 ? "%,d %s" : "%,d %ss", number, word);
  }
}
