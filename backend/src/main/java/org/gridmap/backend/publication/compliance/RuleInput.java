package org.gridmap.backend.publication.compliance;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.backend.publication.comparison.AreaHouses.AreaHouse;
import org.gridmap.backend.publication.comparison.ComparedDivision;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * Everything that the rules look at.
 *
 * @param side the division
 * @param houses houses around it, by number
 * @param exact whether counts of people are told exactly, and not in tens
 * @param roads roads and rivers around it, EPSG:4490
 * @param stations service stations and the codes of the division's grids that they serve
 * @param institutions what should be a grid of its own
 * @param duties codes of the division's grids with what is held in them: GRID_LEAD, GRID_OFFICER
 * @param weights work of one of each
 */
record RuleInput(
    ComparedDivision side,
    Map<Long, AreaHouse> houses,
    boolean exact,
    List<Geometry> roads,
    List<StationSite> stations,
    List<Institution> institutions,
    Map<String, Set<String>> duties,
    ComplianceProperties.Weights weights) {

  /** A station and the grids that it serves. */
  record StationSite(Coordinate place, Set<String> grids) {}

  /** An organisation in a house. */
  record Institution(String name, long houseId) {}
}
