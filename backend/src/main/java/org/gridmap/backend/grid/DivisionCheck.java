package org.gridmap.backend.grid;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gridmap.backend.grid.DivisionDraft.GridDraft;
import org.gridmap.geodata.coverage.CoverageCheck;
import org.gridmap.geodata.coverage.CoverageCheckOptions;
import org.gridmap.geodata.coverage.CoverageReport;
import org.gridmap.geodata.coverage.Finding;
import org.gridmap.geodata.coverage.FindingKind;
import org.gridmap.geodata.coverage.GridShape;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * The doctor's visit to a whole tree: the roots against the required outline, then the children of
 * every grid against that grid. Checking parent by parent keeps the cost linear.
 *
 * @param findings every defect once
 * @param leftOut how many were too small to list
 */
record DivisionCheck(List<Finding> findings, int leftOut) {
  static DivisionCheck of(GridTree tree, @Nullable Geometry required) {
    List<Finding> findings = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int leftOut = check(tree.roots(), required, findings, seen);
    for (GridTree.Node node : tree.nodes()) {
      if (!node.leaf()) {
        leftOut += check(node.children(), node.draft().geometry(), findings, seen);
      }
    }
    return new DivisionCheck(List.copyOf(findings), leftOut);
  }

  private static int check(
      List<GridDraft> siblings,
      @Nullable Geometry required,
      List<Finding> findings,
      Set<String> seen) {
    List<GridShape> shapes =
        siblings.stream().map(grid -> new GridShape(grid.code(), grid.geometry())).toList();
    CoverageReport report = CoverageCheck.check(shapes, required, CoverageCheckOptions.standard());
    for (Finding finding : report.findings()) {
      // An invalid grid is seen as a child and again as the outline of its own children.
      if (seen.add(finding.kind() + finding.grids().toString() + finding.geometry())) {
        findings.add(finding);
      }
    }
    CoverageReport.LeftOut left = report.leftOut();
    return left.overlaps() + left.gaps() + left.outside();
  }

  /** Whether the division may come into force. A grid of several parts is told, not forbidden. */
  boolean clean() {
    return findings.stream().allMatch(finding -> finding.kind() == FindingKind.MULTIPART);
  }
}
