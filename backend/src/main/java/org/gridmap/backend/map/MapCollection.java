package org.gridmap.backend.map;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.web.Bbox;

/**
 * A collection of things on the map that can be read as GeoJSON: one appears under {@code
 * /ogc/collections} for every {@link TileLayer}, and those of every {@link Family}. All calls
 * happen inside one read-only transaction.
 */
public interface MapCollection {
  /**
   * A parameter that narrows the collection, a whole number.
   *
   * @param name name of the query parameter
   * @param description what it does, one sentence
   * @param least smallest value allowed
   * @param greatest greatest value allowed
   */
  record Filter(String name, String description, long least, long greatest) {}

  /**
   * Which things are wanted.
   *
   * @param bbox the box that they meet, or empty for everywhere
   * @param filters values of the filters that were given, by name
   * @param during a moment or an interval as PostgreSQL writes a range of time; empty for now. Only
   *     collections of things that come and go look at it
   * @param drafts whether things of divisions that are not in force are among them
   */
  record Selection(
      Optional<Bbox> bbox, Map<String, Long> filters, Optional<String> during, boolean drafts) {
    /** Everything that the caller may see. */
    static Selection everything() {
      return of(Optional.empty(), Map.of(), Optional.empty());
    }

    /** A selection among what the caller may see. */
    static Selection of(Optional<Bbox> bbox, Map<String, Long> filters, Optional<String> during) {
      return new Selection(bbox, Map.copyOf(filters), during, CurrentUser.get().has(Right.DRAFTS));
    }
  }

  /**
   * One thing.
   *
   * @param id its number within the collection
   * @param geometry its geometry as GeoJSON, degrees, longitude first
   * @param properties a JSON object
   */
  record Item(long id, String geometry, String properties) {}

  /** Collections that come and go with what is stored. */
  @FunctionalInterface
  interface Family {
    /** Those that there are now. */
    List<MapCollection> listCollections();
  }

  /** Last part of the address of the collection, such as {@code grids}. */
  String id();

  /** What people call it, Chinese and English. */
  String title();

  /** One or two sentences on what it holds. */
  String description();

  /** The parameters it takes besides {@code bbox}, {@code limit}, {@code offset}. */
  List<Filter> filters();

  /** What is told of each thing, in the order of the properties. */
  List<Attribute> attributes();

  /** What a caller needs to see the collection at all. */
  default Right right() {
    return Right.MAP;
  }

  /** The smallest box around everything that is selected. */
  Optional<Bbox> findExtent(Selection selection);

  /** How many things are selected. */
  long count(Selection selection);

  /**
   * The selected things in order of id; the caller closes the stream.
   *
   * @param after only those with a greater id
   * @param offset so many of them are left out first
   * @param limit at most so many
   */
  Stream<Item> list(Selection selection, long after, long offset, int limit);

  /** One thing by its id, if it is among those selected. */
  Optional<Item> find(long id, Selection selection);
}
