package org.gridmap.geodata.coverage;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many rows of an input file were checked, and why the others were not. No row is missing:
 * {@code read = judged + leftOut + others}.
 *
 * @param file name of the file, without its folder
 * @param read rows found in the file
 * @param judged rows whose land was judged
 * @param leftOut rows that could not be judged
 * @param others rows that are not what was asked for, such as the roads of a map extract
 * @param reasons why rows were not judged, and how many for each reason
 * @param rows the rows left out, the first of them if there are very many
 */
public record InputSummary(
    String file,
    long read,
    long judged,
    long leftOut,
    long others,
    Map<String, Long> reasons,
    List<Row> rows) {

  /**
   * A row left out.
   *
   * @param row its place in the file, from 1
   * @param reason one sentence
   * @param kind the reason as it is counted
   * @param level its administrative level, if that is known of a row that could not be read
   */
  public record Row(long row, String reason, String kind, @Nullable Integer level) {}

  /**
   * @throws IllegalArgumentException if the rows do not add up
   */
  public InputSummary {
    reasons = Map.copyOf(reasons);
    rows = List.copyOf(rows);
    if (read != judged + leftOut + others) {
      throw new IllegalArgumentException(
          read + " rows read are not " + judged + " + " + leftOut + " + " + others);
    }
  }

  /**
   * The same reading where only so many rows are judged.
   *
   * @param why what the others are, a sentence without its full stop
   */
  public InputSummary judging(long some, String why) {
    return aside(judged - some, List.of(), why);
  }

  /**
   * The same reading of one administrative level: of the rows left out only those are missing from
   * it that are of this level, or of none that is known.
   *
   * @param some rows of this level that are judged
   */
  public InputSummary ofLevel(int level, long some) {
    return aside(
        judged - some,
        rows.stream().filter(row -> row.level() != null && row.level() != level).toList(),
        "The area is of another administrative level");
  }

  private InputSummary aside(long fewer, List<Row> notMissing, String why) {
    long all = fewer + notMissing.size();
    if (all == 0) {
      return this;
    }
    Map<String, Long> newReasons = new TreeMap<>(reasons);
    notMissing.forEach(row -> newReasons.merge(row.kind(), -1L, Long::sum));
    newReasons.merge(why, all, Long::sum);
    newReasons.values().removeIf(number -> number == 0);
    return new InputSummary(
        file,
        read,
        judged - fewer,
        leftOut - notMissing.size(),
        others + all,
        newReasons,
        rows.stream().filter(row -> !notMissing.contains(row)).toList());
  }
}
