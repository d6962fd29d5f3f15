package org.gridmap.geodata.topology;

/** Divisions as files hold them. */
final class WholeDivision {
  private WholeDivision() {}

  /** A division's grids, the leaves with their outlines. */
  static Operation.Redivide of(GridPartition partition) {
    return new Operation.Redivide(
        partition.grids().stream()
            .map(grid ->
                new Operation.WholeGrid(
                    grid.code(),
                    grid.name(),
                    grid.kind(),
                    grid.parentCode(),
                    grid.levelName(),
                    grid.leaf() ? partition.polygon(grid.code()) : null))
            .toList());
  }
}
