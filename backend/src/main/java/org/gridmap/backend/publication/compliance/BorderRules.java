package org.gridmap.backend.publication.compliance;

import static org.gridmap.backend.publication.compliance.RuleResult.LEAST_FIRST;
import static org.gridmap.backend.publication.compliance.RuleResult.MOST_FIRST;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.backend.publication.comparison.ComparedDivision;
import org.gridmap.backend.publication.comparison.ComparedDivision.SideGrid;
import org.gridmap.backend.publication.compliance.RuleResult.Builder;
import org.gridmap.backend.publication.compliance.RuleResult.Offence;
import org.gridmap.geodata.coverage.CoverageCheck;
import org.gridmap.geodata.coverage.CoverageCheckOptions;
import org.gridmap.geodata.coverage.Finding;
import org.gridmap.geodata.coverage.FindingKind;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.metric.GroundArea;
import org.locationtech.jts.algorithm.Distance;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.util.LinearComponentExtracter;
import org.locationtech.jts.index.strtree.STRtree;

/** Rules about where borders run. */
final class BorderRules {
  private static final double STEP_METRES = 5;

  private BorderRules() {}

  /** 界限清晰: the share of each border that runs along a road or river. */
  static RuleResult clear(RuleInput matter, ComplianceProperties limits) {
    Builder rule = new Builder("clearBorders", "界限清晰", "Clear borders");
    double latitude = latitude(matter.side());
    STRtree lines = index(matter.roads(), latitude);
    double following = 0;
    double all = 0;
    for (SideGrid leaf : matter.side().leaves()) {
      double[] metres = along(leaf.outline(), lines, latitude, limits.clearMetres());
      following += metres[0];
      all += metres[1];
      double share = metres[1] == 0 ? 0 : metres[0] / metres[1];
      if (share < limits.clearShare()) {
        rule.offence(Offence.of(leaf, rounded(share)));
      }
    }
    return rule.figure("share", rounded(all == 0 ? 0 : following / all))
        .figure("leastShare", limits.clearShare())
        .figure("withinMetres", limits.clearMetres())
        .build(LEAST_FIRST);
  }

  /** 地域相邻: each grid in one piece. */
  static RuleResult contiguous(RuleInput matter) {
    Builder rule = new Builder("contiguous", "地域相邻", "Contiguous");
    for (SideGrid grid : matter.side().grids().values()) {
      int parts = grid.outline().getNumGeometries();
      if (parts > 1) {
        rule.offence(Offence.of(grid, (double) parts));
      }
    }
    return rule.figure("grids", matter.side().grids().size()).build(MOST_FIRST);
  }

  /** 无缝覆盖: the children of every grid cover it exactly, and nothing of a plan is open. */
  static RuleResult covered(RuleInput matter) {
    Builder rule = new Builder("exactCoverage", "无缝覆盖", "Exact coverage");
    ComparedDivision side = matter.side();
    double open = 0;
    for (SideGrid parent : side.grids().values()) {
      List<SideGrid> children = side.children(parent.code());
      if (children.isEmpty()) {
        continue;
      }
      List<GridShape> shapes = new ArrayList<>();
      children.forEach(child -> shapes.add(new GridShape(child.code(), child.outline())));
      for (Finding finding :
          CoverageCheck.check(shapes, parent.outline(), CoverageCheckOptions.standard())
              .findings()) {
        if (finding.kind() != FindingKind.MULTIPART) {
          open += finding.areaSquareMetres();
          rule.offence(
              Offence.of(
                  parent,
                  finding.areaSquareMetres(),
                  Double.isNaN(finding.place().x)
                      ? finding.geometry().getCoordinate()
                      : finding.place(),
                  finding.kind().name()));
        }
      }
    }
    for (ComparedDivision.OpenPlace place : side.openLand()) {
      open += place.areaSquareMetres();
      rule.offence(
          new Offence(
              side.label().rootCode(),
              side.label().name(),
              place.areaSquareMetres(),
              List.of(place.place().x, place.place().y),
              place.kind()));
    }
    return rule.figure("squareMetres", rounded(open)).build(MOST_FIRST);
  }

  /** 方便管理: leaves that are no ribbons. */
  static RuleResult compact(RuleInput matter, ComplianceProperties limits) {
    Builder rule = new Builder("compact", "方便管理：形状紧凑", "Easy to run: compact");
    double sum = 0;
    for (SideGrid leaf : matter.side().leaves()) {
      double metres = GroundArea.perimeterMetres(leaf.outline());
      double value =
          metres == 0
              ? 0
              : 4 * Math.PI * GroundArea.squareMetres(leaf.outline()) / (metres * metres);
      sum += value;
      if (value < limits.compactness()) {
        rule.offence(Offence.of(leaf, rounded(value)));
      }
    }
    return rule.figure("mean", rounded(sum / Math.max(1, matter.side().leaves().size())))
        .figure("least", limits.compactness())
        .build(LEAST_FIRST);
  }

  /** No orphan grid: every leaf lies under the root and is numbered in its village. */
  static RuleResult noOrphan(RuleInput matter) {
    Builder rule = new Builder("noOrphan", "不留孤格", "No orphan grid");
    ComparedDivision side = matter.side();
    for (SideGrid leaf : side.leaves()) {
      List<String> up = side.upwards(leaf.code());
      String root = up.getLast();
      SideGrid top = side.grids().get(root);
      boolean reachesRoot = top != null && top.parentCode() == null && up.size() > 1;
      boolean ownVillage = root.length() != 12 || leaf.code().startsWith(root);
      if (!reachesRoot || !ownVillage) {
        rule.offence(
            Offence.of(
                leaf,
                null,
                leaf.outline().getInteriorPoint().getCoordinate(),
                reachesRoot ? "numbered in another village" : "under no village"));
      }
    }
    return rule.figure("leaves", side.leaves().size()).build(LEAST_FIRST);
  }

  static double latitude(ComparedDivision side) {
    Envelope box = new Envelope();
    side.leaves().forEach(leaf -> box.expandToInclude(leaf.outline().getEnvelopeInternal()));
    return box.isNull() ? 0 : box.centre().y;
  }

  static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  /** Segments of lines in metres from the equator and the meridian of Greenwich. */
  private static STRtree index(List<Geometry> roads, double latitude) {
    STRtree index = new STRtree();
    for (Geometry road : roads) {
      for (Object line : LinearComponentExtracter.getLines(road)) {
        Coordinate[] points = ((LineString) line).getCoordinates();
        for (int i = 1; i < points.length; i++) {
          Coordinate[] segment = {metres(points[i - 1], latitude), metres(points[i], latitude)};
          index.insert(new Envelope(segment[0], segment[1]), segment);
        }
      }
    }
    index.build();
    return index;
  }

  private static Coordinate metres(Coordinate degrees, double latitude) {
    double perDegree = Math.toRadians(6_378_137.0);
    return new Coordinate(
        degrees.x * perDegree * Math.cos(Math.toRadians(latitude)), degrees.y * perDegree);
  }

  /** Metres of a border that follow a line, and all metres of it. */
  private static double[] along(Geometry outline, STRtree lines, double latitude, double within) {
    double[] sums = new double[2];
    for (Object ring : LinearComponentExtracter.getLines(outline)) {
      Coordinate[] points = ((LineString) ring).getCoordinates();
      for (int i = 1; i < points.length; i++) {
        Coordinate a = metres(points[i - 1], latitude);
        Coordinate b = metres(points[i], latitude);
        double length = a.distance(b);
        int steps = (int) Math.max(1, Math.ceil(length / STEP_METRES));
        for (int step = 0; step < steps; step++) {
          double part = (step + 0.5) / steps;
          Coordinate middle = new Coordinate(a.x + part * (b.x - a.x), a.y + part * (b.y - a.y));
          sums[1] += length / steps;
          if (isNear(middle, lines, within)) {
            sums[0] += length / steps;
          }
        }
      }
    }
    return sums;
  }

  private static boolean isNear(Coordinate place, STRtree lines, double within) {
    Envelope around = new Envelope(place);
    around.expandBy(within);
    for (Object found : lines.query(around)) {
      if (found instanceof Coordinate[] segment
          && Distance.pointToSegment(place, segment[0], segment[1]) <= within) {
        return true;
      }
    }
    return false;
  }
}
