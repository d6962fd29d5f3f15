package org.gridmap.backend.plan;

import org.gridmap.geodata.code.AdministrativeCodes;
import org.gridmap.geodata.code.Gb15;
import org.gridmap.geodata.code.GridCodeException;
import org.gridmap.geodata.code.GridCodeScheme;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.coverage.LeafLocator;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.PartitionGrid;
import org.locationtech.jts.geom.Coordinate;

/** Says in which village of a plan a place lies, by the code of the leaf grid there. */
final class VillageLocator {
  private static final GridCodeScheme SCHEME = new Gb15(AdministrativeCodes.shipped());

  private final LeafLocator locator;
  private final String rootCode;

  /**
   * @param rootCode code of the area, which stands for the village where no leaf says more
   */
  VillageLocator(GridPartition partition, String rootCode) {
    this.locator =
        new LeafLocator(
            partition.grids().stream()
                .filter(PartitionGrid::leaf)
                .map(grid -> new GridShape(grid.code(), partition.polygon(grid.code())))
                .toList());
    this.rootCode = rootCode;
  }

  /** Code of the village of a place. */
  String find(Coordinate place) {
    return locator.locate(place.x, place.y).map(this::villageOf).orElse(rootCode);
  }

  private String villageOf(String leaf) {
    try {
      return SCHEME.villageOf(leaf);
    } catch (GridCodeException notOfTheScheme) {
      return rootCode;
    }
  }
}
