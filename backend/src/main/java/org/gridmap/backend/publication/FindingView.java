package org.gridmap.backend.publication;

import java.util.List;
import org.gridmap.geodata.coverage.Finding;
import org.gridmap.geodata.coverage.FindingKind;
import org.gridmap.geodata.topology.OpenLand;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * Why a plan is not exact, at one place.
 *
 * @param kind what is wrong
 * @param areaSquareMetres area on the ellipsoid
 * @param grids codes concerned
 * @param place where to look: longitude, latitude
 * @param openLand number of the open land of the plan; null for a finding
 */
record FindingView(
    FindingKind kind,
    double areaSquareMetres,
    List<String> grids,
    Coordinate place,
    @Nullable Long openLand) {
  static FindingView of(Finding finding) {
    return new FindingView(
        finding.kind(),
        finding.areaSquareMetres(),
        finding.grids(),
        Double.isNaN(finding.place().x) ? finding.geometry().getCoordinate() : finding.place(),
        null);
  }

  static FindingView of(OpenLand land) {
    FindingKind kind =
        switch (land.kind()) {
          case GAP -> FindingKind.GAP;
          case OVERLAP -> FindingKind.OVERLAP;
          case OUTSIDE -> FindingKind.OUTSIDE;
        };
    return new FindingView(kind, land.areaSquareMetres(), land.claims(), land.place(), land.id());
  }
}
