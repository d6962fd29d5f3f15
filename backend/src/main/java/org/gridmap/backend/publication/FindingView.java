package org.gridmap.backend.publication;

import java.util.List;
import org.gridmap.geodata.coverage.Finding;
import org.gridmap.geodata.topology.OpenLand;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * Why a plan is not exact, at one place.
 *
 * @param kind kind of finding of the coverage doctor, or of open land
 * @param areaSquareMetres area on the ellipsoid
 * @param grids codes concerned
 * @param place where to look: longitude, latitude
 * @param openLand number of the open land of the plan; null for a finding
 */
record FindingView(
    String kind,
    double areaSquareMetres,
    List<String> grids,
    Coordinate place,
    @Nullable Long openLand) {
  static FindingView of(Finding finding) {
    return new FindingView(
        finding.kind().name(),
        finding.areaSquareMetres(),
        finding.grids(),
        Double.isNaN(finding.place().x) ? finding.geometry().getCoordinate() : finding.place(),
        null);
  }

  static FindingView of(OpenLand land) {
    return new FindingView(
        land.kind().name(), land.areaSquareMetres(), land.claims(), land.place(), land.id());
  }
}
