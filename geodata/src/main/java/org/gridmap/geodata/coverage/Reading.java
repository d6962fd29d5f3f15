package org.gridmap.geodata.coverage;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the rows of a file that a check was made of. Nothing vanishes: {@code read =
 * judged + leftOut + others}.
 *
 * @param file name of the file, without its folder
 * @param read rows found in the file
 * @param judged rows whose land was judged
 * @param leftOut rows that could not be judged
 * @param others rows that are not what was asked for, such as the roads of a map extract
 * @param reasons why rows were not judged, and how many for each reason
 * @param rows the rows left out, the first of them if there are very many
 */
public record Reading(
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
   */
  public record Row(long row, String reason) {}

  /**
   * @throws IllegalArgumentException if the rows do not add up
   */
  public Reading {
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
  public Reading judging(long some, String why) {
    if (some == judged) {
      return this;
    }
    Map<String, Long> more = new TreeMap<>(reasons);
    more.merge(why, judged - some, Long::sum);
    return new Reading(file, read, some, leftOut, others + judged - some, more, rows);
  }
}
