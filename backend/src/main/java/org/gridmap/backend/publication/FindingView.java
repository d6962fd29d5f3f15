package org.gridmap.backend.publication;

import java.util.List;
import org.gridmap.backend.plan.notation.OperationWriter;
import org.gridmap.geodata.coverage.Finding;
import org.gridmap.geodata.topology.OpenLand;
import org.jspecify.annotations.Nullable;

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
    List<Double> place,
    @Nullable Long openLand) {
  static FindingView of(Finding finding) {
    return new FindingView(
        finding.kind().name(),
        finding.areaSquareMetres(),
        finding.grids(),
        OperationWriter.position(
            Double.isNaN(finding.place().x) ? finding.geometry().getCoordinate() : finding.place()),
        null);
  }

  static FindingView of(OpenLand land) {
    return new FindingView(
        land.kind().name(),
        land.areaSquareMetres(),
        land.claims(),
        OperationWriter.position(land.place()),
        land.id());
  }
}
