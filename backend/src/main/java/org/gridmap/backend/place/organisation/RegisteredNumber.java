package org.gridmap.backend.place.organisation;

/**
 * Numbers of organisations. The unified social credit code (GB 32100-2015) has 18 places, the last
 * of which checks the others; older registers have numbers of other lengths.
 */
final class RegisteredNumber {
  private static final String PLACES = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int LENGTH = 18;
  private static final int FACTOR = 3;

  private RegisteredNumber() {}

  /** Whether it can be a number of a register: one of 18 places must check. */
  static boolean isPlausible(String number) {
    return number.length() == LENGTH ? checks(number) : number.matches("[0-9A-Za-z-]{4,40}");
  }

  /** The place that makes 17 places check. */
  static char checkPlace(String seventeen) {
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < LENGTH - 1; i++) {
      sum += PLACES.indexOf(seventeen.charAt(i)) * weight;
      weight = weight * FACTOR % PLACES.length();
    }
    return PLACES.charAt((PLACES.length() - sum % PLACES.length()) % PLACES.length());
  }

  private static boolean checks(String number) {
    return number.chars().allMatch(place -> PLACES.indexOf(place) >= 0)
        && number.charAt(LENGTH - 1) == checkPlace(number);
  }
}
