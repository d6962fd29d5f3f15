package org.gridmap.geodata.topology;

import java.util.List;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.demo.DemoGrid;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.topology.GridPartition.BuildOptions;
import org.gridmap.geodata.topology.GridPartition.Built;
import org.gridmap.geodata.topology.GridPartition.Source;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/** Partitions of the made-up town. */
final class Towns {
  static final DemoTown TOWN = DemoTown.generate(1);
  static final BuildOptions KEEP = new BuildOptions(0.05, true);

  private Towns() {}

  static List<Source> sources(List<DemoGrid> grids) {
    return grids.stream()
        .map(grid ->
            new Source(
                new PartitionGrid(
                    grid.code(),
                    grid.name(),
                    grid.parentCode(),
                    grid.levelName(),
                    GridKind.valueOf(grid.kind()),
                    grid.leaf()),
                multi(grid.polygon())))
        .toList();
  }

  static MultiPolygon multi(Geometry land) {
    return land instanceof MultiPolygon many
        ? many
        : land.getFactory().createMultiPolygon(new Polygon[] {(Polygon) land});
  }

  static Geometry outline() {
    return TOWN.grids().getFirst().polygon();
  }

  /** The 76 leaves, exact. */
  static GridPartition town() {
    try {
      return GridPartition.build(sources(TOWN.grids()), outline(), BuildOptions.EXACT).partition();
    } catch (RefusedBuildException wrong) {
      throw new AssertionError(wrong.faults().toString(), wrong);
    }
  }

  /** The draft with its planted faults, kept as open land. */
  static Built draft() {
    try {
      return GridPartition.build(sources(TOWN.faultyDraft()), outline(), KEEP);
    } catch (RefusedBuildException wrong) {
      throw new AssertionError(wrong.faults().toString(), wrong);
    }
  }
}
