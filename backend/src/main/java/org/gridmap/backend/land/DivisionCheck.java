package org.gridmap.backend.land;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
import org.gridmap.geodata.coverage.CoverageCheck;
import org.gridmap.geodata.coverage.CoverageCheckOptions;
import org.gridmap.geodata.coverage.CoverageReport;
import org.gridmap.geodata.coverage.Finding;
import org.gridmap.geodata.coverage.FindingKind;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.metric.GroundArea;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.index.quadtree.Quadtree;

/**
 * The coverage check of a whole tree: the roots against the required outline, then the children of
 * every grid against that grid. Checking parent by parent keeps the cost linear.
 *
 * @param findings every defect once
 * @param leftOut how many were too small to list
 */
record DivisionCheck(List<Finding> findings, int leftOut) {
  /** Outlines of areas are snapped by 5 cm at most, each of them. */
  private static final double TOLERANCE_METRES = 0.1;

  static DivisionCheck of(GridTree tree, @Nullable Geometry required) {
    List<Finding> findings = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Quadtree open = new Quadtree();
    int leftOut = check(tree.roots(), required, findings, seen, open);
    for (GridTree.Node node : tree.nodes()) {
      if (!node.leaf()) {
        leftOut += check(node.children(), node.draft().geometry(), findings, seen, open);
      }
    }
    return new DivisionCheck(List.copyOf(findings), leftOut);
  }

  private static int check(
      List<GridDraft> siblings,
      @Nullable Geometry required,
      List<Finding> findings,
      Set<String> seen,
      Quadtree open) {
    List<GridShape> shapes =
        siblings.stream().map(grid -> new GridShape(grid.code(), grid.geometry())).toList();
    CoverageReport report = CoverageCheck.check(shapes, required, CoverageCheckOptions.standard());
    for (Finding finding : report.findings()) {
      // An invalid grid is seen as a child and again as the outline of its own children.
      if (seen.add(finding.kind() + finding.grids().toString() + finding.geometry())) {
        // Land that children leave open lies between the parts of their parent too, or in its
        // outline.
        if (finding.kind() == FindingKind.STRIP || finding.kind() == FindingKind.GAP) {
          replace(finding, open, findings);
        }
        findings.add(finding);
      }
    }
    CoverageReport.LeftOut left = report.leftOut();
    return left.count();
  }

  private static void replace(Finding finer, Quadtree open, List<Finding> findings) {
    Envelope envelope = finer.geometry().getEnvelopeInternal();
    for (Object found : open.query(envelope)) {
      if (found instanceof Finding other
          && other.kind() == finer.kind()
          && SimplePointInAreaLocator.isContained(other.place(), finer.geometry())) {
        findings.remove(other);
        open.remove(other.geometry().getEnvelopeInternal(), other);
      }
    }
    open.insert(envelope, finer);
  }

  /**
   * The land of whole divisions against an outline: the roots must cover it, but for what is
   * allowed to belong to nobody. A gap as narrow as the tolerance that borders are drawn with is
   * none, and strips beside the outline concern nobody.
   */
  static List<Finding> ofOutline(
      List<GridShape> roots, List<MultiPolygon> allowed, Geometry required) {
    List<GridShape> shapes = new ArrayList<>(roots);
    for (int i = 0; i < allowed.size(); i++) {
      shapes.add(new GridShape("~" + i, allowed.get(i)));
    }
    return CoverageCheck.check(shapes, required, CoverageCheckOptions.standard())
        .findings()
        .stream()
        .filter(DivisionCheck::isWide)
        .toList();
  }

  /** Whether a finding between two outlines that were drawn apart is more than their tolerance. */
  static boolean isWide(Finding finding) {
    return switch (finding.kind()) {
      case MULTIPART, EDGE_MISMATCH, STRIP -> false;
      case GAP, OVERLAP, OUTSIDE ->
          2 * finding.areaSquareMetres() / GroundArea.perimeterMetres(finding.geometry())
              > TOLERANCE_METRES;
      case INVALID, DUPLICATE, CONTAINMENT, TOO_COMPLEX -> true;
    };
  }

  /** Whether the division may come into force. A grid of several parts is told, not forbidden. */
  boolean clean() {
    return findings.stream().allMatch(finding -> finding.kind() == FindingKind.MULTIPART);
  }
}
