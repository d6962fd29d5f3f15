package org.gridmap.backend.land;

import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * What became of a division that was stored.
 *
 * @param id its id
 * @param rootCode code of the area that is divided
 * @param name name of the area
 * @param status whether it is in force
 * @param grids number of grids
 * @param levels number of grids by level
 * @param findings number of findings of the coverage check by kind
 * @param leftOut findings too small to list
 * @param bounds its extent, EPSG:4490
 * @param overlaps land of it that other areas have in force already; it keeps a division a draft
 */
public record StoredDivision(
    long id,
    String rootCode,
    String name,
    DivisionStatus status,
    int grids,
    Map<Integer, Long> levels,
    Map<String, Long> findings,
    int leftOut,
    Envelope bounds,
    List<Overlap> overlaps) {

  /**
   * Land that belongs to another area in force.
   *
   * @param code code of that area
   * @param name its name
   * @param areaSquareMetres on the ellipsoid
   * @param place a point in the largest piece, longitude and latitude
   */
  public record Overlap(String code, String name, double areaSquareMetres, Coordinate place) {}
}
