package org.gridmap.backend.land;

import java.util.Map;
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
    Envelope bounds) {}
