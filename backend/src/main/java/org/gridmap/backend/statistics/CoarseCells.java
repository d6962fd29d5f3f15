package org.gridmap.backend.statistics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * Cuts houses into cells of neighbours and tells counts by cell only.
 *
 * <p>Houses follow one another along a Z-order curve (Morton, 1966). Where a cell ends depends on
 * the numbers of its houses and not on what is counted in them, so a new house moves the cells
 * beside it and no others. The sum of a cell becomes a multiple of {@link #STEP}, up or down by a
 * threshold that a secret key draws from the very houses and the measure: unbiased over many cells,
 * the same however often it is asked for. It is then spread over the houses of the cell in whole
 * numbers, by the space in them that anybody sees on the map and not by who lives there, so that
 * whoever adds houses up gets sums of what was told and nothing else, and a block of flats counts
 * for more than a shed.
 */
final class CoarseCells {
  /** Fewest houses of a cell, wherever there are so many. */
  static final int LEAST_HOUSES = 10;

  /** Sums of cells are multiples of it: the least count of care that may be told. */
  static final int STEP = Measure.LEAST_CARE;

  private static final int MOST_HOUSES = 24;
  private static final double LATTICE = 1e6;

  /**
   * What the map shows of a house.
   *
   * @param longitude of its entrance, degrees
   * @param latitude of its entrance, degrees
   * @param livingSquareMetres space to live in, as far as outline, floors and use tell it; at least
   *     1
   */
  record Place(long id, double longitude, double latitude, long livingSquareMetres) {}

  private final List<List<Place>> cells;
  private final UnaryOperator<byte[]> keyed;

  /**
   * @param places every house of the town, in any order
   * @param keyed digest with a secret key, of at least two bytes that look drawn
   */
  CoarseCells(List<Place> places, UnaryOperator<byte[]> keyed) {
    this.keyed = keyed;
    this.cells = cut(places);
  }

  private static List<List<Place>> cut(List<Place> places) {
    List<Place> ordered = new ArrayList<>(places);
    ordered.sort(Comparator.comparingLong(CoarseCells::along).thenComparingLong(Place::id));
    List<List<Place>> cells = new ArrayList<>();
    List<Place> cell = new ArrayList<>();
    for (Place place : ordered) {
      cell.add(place);
      boolean ends = (place.id() * 0x9E3779B97F4A7C15L >>> 61) == 0;
      if (cell.size() >= MOST_HOUSES || (ends && cell.size() >= LEAST_HOUSES)) {
        cells.add(cell);
        cell = new ArrayList<>();
      }
    }
    if (cell.size() >= LEAST_HOUSES || cells.isEmpty()) {
      cells.add(cell);
    } else {
      cells.getLast().addAll(cell);
    }
    return cells;
  }

  /** Place on the Z curve: the bits of both coordinates in turn. */
  private static long along(Place place) {
    long x = Math.round((place.longitude() + 180) * LATTICE);
    long y = Math.round((place.latitude() + 90) * LATTICE);
    long along = 0;
    for (int bit = 0; bit < 30; bit++) {
      along |= (x >> bit & 1) << 2 * bit | (y >> bit & 1) << 2 * bit + 1;
    }
    return along;
  }

  /** The cells, each a list of houses. */
  List<List<Place>> cells() {
    return cells;
  }

  /**
   * What is told of each house.
   *
   * @param measure code of the measure
   * @param count the true count of a house
   */
  Map<Long, Integer> tell(String measure, ToIntFunction<Place> count) {
    Map<Long, Integer> told = new HashMap<>();
    for (List<Place> cell : cells) {
      long sum = cell.stream().mapToLong(count::applyAsInt).sum();
      long rounded = (sum + threshold(measure, cell)) / STEP * STEP;
      long space = cell.stream().mapToLong(Place::livingSquareMetres).sum();
      long before = 0;
      for (Place place : cell) {
        long after = before + place.livingSquareMetres();
        told.put(place.id(), (int) (rounded * after / space - rounded * before / space));
        before = after;
      }
    }
    return told;
  }

  /** 0 to {@link #STEP} - 1, each as likely as the others. */
  private int threshold(String measure, List<Place> cell) {
    byte[] name = measure.getBytes(StandardCharsets.UTF_8);
    ByteBuffer message = ByteBuffer.allocate(name.length + Long.BYTES * cell.size()).put(name);
    cell.forEach(place -> message.putLong(place.id()));
    byte[] digest = keyed.apply(message.array());
    return Math.floorMod(ByteBuffer.wrap(digest).getInt(digest.length - Integer.BYTES), STEP);
  }
}
