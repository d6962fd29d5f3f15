package org.gridmap.backend.publication.comparison;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.backend.publication.comparison.ComparedDivision.SideGrid;
import org.gridmap.geodata.metric.GroundArea;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** Land that lies in another leaf grid than before. */
final class LandChanges {
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  /** A strip narrower than this comes from the rounding of coordinates. */
  private static final double NARROWEST_METRES = 0.1;

  private static final double LEAST_SQUARE_METRES = 0.01;

  private LandChanges() {}

  /**
   * One piece of land, perhaps in several parts.
   *
   * @param from code of the leaf before
   * @param to code of the leaf after
   */
  record Land(String from, String to, double areaSquareMetres, MultiPolygon outline) {}

  /** Every piece that changes hands, leaf by leaf; a leaf under a new code is a change of hands. */
  static List<Land> between(ComparedDivision before, ComparedDivision after) {
    STRtree index = new STRtree();
    for (SideGrid leaf : after.leaves()) {
      index.insert(leaf.outline().getEnvelopeInternal(), leaf);
    }
    List<Land> changes = new ArrayList<>();
    for (SideGrid leaf : before.leaves()) {
      SideGrid same = after.grids().get(leaf.code());
      if (same != null && same.leaf() && same.outline().equalsExact(leaf.outline(), 2e-9)) {
        continue;
      }
      for (Object found : index.query(leaf.outline().getEnvelopeInternal())) {
        if (found instanceof SideGrid other && !other.code().equals(leaf.code())) {
          add(leaf, other, changes);
        }
      }
    }
    changes.sort(java.util.Comparator.comparing(Land::from).thenComparing(Land::to));
    return changes;
  }

  private static void add(SideGrid from, SideGrid to, List<Land> changes) {
    Geometry common = OverlayNGRobust.overlay(from.outline(), to.outline(), OverlayNG.INTERSECTION);
    List<Polygon> parts = new ArrayList<>();
    double area = 0;
    for (int i = 0; i < common.getNumGeometries(); i++) {
      if (common.getGeometryN(i) instanceof Polygon part && !part.isEmpty()) {
        double squareMetres = GroundArea.squareMetres(part);
        if (squareMetres > LEAST_SQUARE_METRES
            && 2 * squareMetres / GroundArea.perimeterMetres(part) > NARROWEST_METRES) {
          parts.add(part);
          area += squareMetres;
        }
      }
    }
    if (!parts.isEmpty()) {
      changes.add(
          new Land(
              from.code(),
              to.code(),
              area,
              GEOMETRIES.createMultiPolygon(parts.toArray(Polygon[]::new))));
    }
  }
}
