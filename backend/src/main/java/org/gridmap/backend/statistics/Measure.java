package org.gridmap.backend.statistics;

/**
 * Something that is counted in each grid.
 *
 * @param code name in addresses and answers, such as {@code residents}
 * @param zh what people call it in Chinese
 * @param en what people call it in English
 * @param least counts below it are suppressed outside the responsible scope; 0 suppresses nothing
 */
public record Measure(String code, String zh, String en, int least) {
  /** The least count of people that is shown to those who do not answer for them. */
  public static final int LEAST = 5;

  /** The same for people in need of care. */
  public static final int LEAST_CARE = 10;

  public Measure {
    if (!code.matches("[a-z][A-Za-z]{1,40}") || least < 0) {
      throw new IllegalArgumentException("not a measure: " + code);
    }
  }
}
