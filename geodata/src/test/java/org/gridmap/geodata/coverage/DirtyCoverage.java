package org.gridmap.geodata.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A large lattice with planted faults at known cells: overlaps, gaps, missing cells and duplicates,
 * four in every thousand cells. 20,000 cells have 78 of them: the layer that the speed goals name.
 */
final class DirtyCoverage {
  /** What was planted. */
  enum Fault {
    OVERLAP,
    GAP,
    MISSING,
    DUPLICATE
  }

  private final List<GridShape> grids = new ArrayList<>();
  private final Map<Integer, Fault> faults = new TreeMap<>();
  private final LatticeCoverage lattice;

  /** A lattice with 5 to 29 points on each border. */
  DirtyCoverage(int columns, int rows) {
    this(columns, rows, 5, 25);
  }

  DirtyCoverage(int columns, int rows, int fewestPoints, int morePoints) {
    lattice = new LatticeCoverage(7, columns, rows, fewestPoints, morePoints, 0);
    double aside = 0.08 * LatticeCoverage.CELL_WIDTH;
    for (int cell = 0; cell < lattice.cells(); cell++) {
      Fault fault = lattice.isInterior(cell) ? fault(cell + 1) : null;
      if (fault != null) {
        faults.put(cell, fault);
      }
      String code = LatticeCoverage.code(cell);
      switch (fault) {
        case OVERLAP -> grids.add(new GridShape(code, lattice.withEastBorderMoved(cell, aside)));
        case GAP -> grids.add(new GridShape(code, lattice.withEastBorderMoved(cell, -aside)));
        case MISSING -> {}
        case DUPLICATE -> {
          grids.add(new GridShape(code, lattice.cell(cell)));
          grids.add(new GridShape(code + "-copy", lattice.cell(cell)));
        }
        case null -> grids.add(new GridShape(code, lattice.cell(cell)));
      }
    }
  }

  private static @Nullable Fault fault(int id) {
    boolean even = id / 1000 % 2 == 0;
    return switch (id % 1000) {
      case 101 -> Fault.OVERLAP;
      case 351 -> Fault.GAP;
      case 631 -> even ? Fault.MISSING : Fault.DUPLICATE;
      case 851 -> even ? Fault.OVERLAP : Fault.GAP;
      default -> null;
    };
  }

  List<GridShape> grids() {
    return grids;
  }

  /** The planted faults by cell. */
  Map<Integer, Fault> faults() {
    return faults;
  }

  LatticeCoverage lattice() {
    return lattice;
  }

  /** How many of the planted faults a report names. */
  int named(CoverageReport report) {
    int named = 0;
    for (Map.Entry<Integer, Fault> planted : faults.entrySet()) {
      String code = LatticeCoverage.code(planted.getKey());
      String east = LatticeCoverage.code(planted.getKey() + 1);
      boolean found =
          switch (planted.getValue()) {
            case OVERLAP ->
                report.list(FindingKind.OVERLAP).stream()
                    .anyMatch(f -> f.grids().contains(code) && f.grids().contains(east));
            case GAP ->
                report.list(FindingKind.GAP).stream()
                    .anyMatch(f -> f.grids().contains(code) && f.grids().contains(east));
            case MISSING ->
                report.list(FindingKind.GAP).stream()
                    .anyMatch(f -> f.grids().contains(east) && f.grids().size() >= 4);
            case DUPLICATE ->
                report.list(FindingKind.DUPLICATE).stream()
                    .anyMatch(f -> f.grids().equals(List.of(code, code + "-copy")));
          };
      named += found ? 1 : 0;
    }
    return named;
  }
}
