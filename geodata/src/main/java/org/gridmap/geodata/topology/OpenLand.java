package org.gridmap.geodata.topology;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * Land that belongs to no grid for now: what an import left out, or claimed more than once. A
 * partition is a division only when all of it is given to somebody or allowed.
 *
 * @param id number, stable until it is fixed
 * @param kind why it is open
 * @param claims codes of the leaf grids that claim it (overlap, outside) or adjoin it (gap), the
 *     one with the longest common border first
 * @param areaSquareMetres on the ellipsoid
 * @param place a point inside, degrees
 * @param allowed reason why it may stay open; null if it may not
 */
public record OpenLand(
    long id,
    OpenLandKind kind,
    List<String> claims,
    double areaSquareMetres,
    Coordinate place,
    @Nullable String allowed) {

  /** Why land is open. */
  public enum OpenLandKind {
    /** Nobody claims it. */
    GAP,
    /** Several grids claim it. */
    OVERLAP,
    /** A grid claims it outside the required outline. */
    OUTSIDE
  }

  public OpenLand {
    claims = List.copyOf(claims);
  }
}
