package org.gridmap.geodata.code;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;

/** A way of giving grids their codes. A code, once given, is never given to another grid. */
public interface GridCodeScheme {

  /** What part a grid plays in its village; each has a range of numbers of its own. */
  enum Role {
    /** A grid without children. */
    LEAF,
    /** A grid without children in a village that has been merged into this one. */
    MERGED_LEAF,
    /** A grid with children, below the village itself. */
    HIGHER
  }

  /** Short name of the scheme, for example {@code GB15}. */
  String name();

  /** Why {@code code} is not a code of this scheme, in one sentence; empty if it is one. */
  Optional<String> fault(String code);

  /** Where the code belongs, in words: county, town, village and number as far as known. */
  String describe(String code);

  /**
   * The code of the village (or whatever the scheme numbers within) that {@code code} belongs to.
   */
  String villageOf(String code);

  /**
   * Numbers sibling grids by where they lie.
   *
   * @param village code of the village
   * @param role decides the range of numbers
   * @param places one point inside each grid, degrees or metres, x east and y north
   * @param taken codes that exist or have ever existed; they are passed over
   * @return one code for each place, in the order of {@code places}
   * @throws GridCodeException if the village is no code or the range has not enough numbers left
   */
  List<String> number(String village, Role role, List<Coordinate> places, Set<String> taken);
}
