package org.gridmap.geodata.coverage;

import java.util.Comparator;
import java.util.List;

/** Natural order of codes: runs of digits are compared as numbers, everything else as text. */
final class CodeOrder implements Comparator<String> {
  static final CodeOrder CODES = new CodeOrder();

  private CodeOrder() {}

  /** Lists of codes, by the first in which they differ. */
  static int compareAll(List<String> one, List<String> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int order = CODES.compare(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  @Override
  public int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      int order;
      if (isDigit(one.charAt(i)) && isDigit(other.charAt(j))) {
        int endOfOne = endOfDigits(one, i);
        int endOfOther = endOfDigits(other, j);
        order = number(one, i, endOfOne, other, j, endOfOther);
        i = endOfOne;
        j = endOfOther;
      } else {
        order = Character.compare(one.charAt(i++), other.charAt(j++));
      }
      if (order != 0) {
        return order;
      }
    }
    int rest = Integer.compare(one.length() - i, other.length() - j);
    // 01 and 1 are one number but two codes.
    return rest != 0 ? rest : one.compareTo(other);
  }

  private static int number(String one, int from, int to, String other, int start, int end) {
    int i = from;
    int j = start;
    while (i < to - 1 && one.charAt(i) == '0') {
      i++;
    }
    while (j < end - 1 && other.charAt(j) == '0') {
      j++;
    }
    int longer = Integer.compare(to - i, end - j);
    return longer != 0 ? longer : one.substring(i, to).compareTo(other.substring(j, end));
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
