package org.gridmap.geodata.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.geodata.coverage.arrangement.EdgeTable;
import org.gridmap.geodata.coverage.arrangement.Face;
import org.gridmap.geodata.coverage.arrangement.Segments;
import org.gridmap.geodata.index.BoxIndex;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.relateng.RelateNG;
import org.locationtech.jts.operation.relateng.RelatePredicate;

/** Reads gaps and parts outside the parent off the faces of the arrangement. */
final class FaceFindings {
  /** A gap whose border runs along the outline for at least this part lies along it. */
  private static final double ALONG_OUTLINE = 0.4;

  private final GridValidation exam;
  private final EdgeTable table;
  private final Segments noded;
  private final DrawingPlane plane;
  private final boolean parentGiven;
  private final double minArea;
  private final GeometryFactory factory;
  private final List<Finding> findings = new ArrayList<>();
  private int smallGaps;
  private double smallGapArea;
  private int smallOutside;
  private double smallOutsideArea;

  FaceFindings(
      GridValidation exam,
      EdgeTable table,
      Segments noded,
      DrawingPlane plane,
      boolean parentGiven,
      double minArea,
      GeometryFactory factory) {
    this.exam = exam;
    this.table = table;
    this.noded = noded;
    this.plane = plane;
    this.parentGiven = parentGiven;
    this.minArea = minArea;
    this.factory = factory;
  }

  /** Looks at every face. */
  void read(List<Face> faces) {
    BoxIndex boxes = null;
    for (Face face : faces) {
      if (face.grids() == 0 && (!parentGiven || face.parents() > 0)) {
        gap(face);
      } else if (parentGiven && face.grids() > 0 && face.parents() <= 0) {
        if (boxes == null) {
          boxes = exam.boxes();
        }
        outside(face, boxes);
      }
    }
  }

  private void gap(Face face) {
    if (exam.doubtful(face.envelope())) {
      return;
    }
    Geometry geometry = face.geometry(factory);
    double area = plane.squareMetres(geometry);
    if (area < minArea) {
      smallGaps++;
      smallGapArea += area;
      return;
    }
    Set<Integer> neighbours = new TreeSet<>();
    face.border(segment -> noded.origins(segment, edge -> table.owners(edge, neighbours::add)));
    findings.add(
        new Finding(
            FindingKind.GAP,
            parentGiven ? kind(face) : GapKind.ENCLOSED,
            geometry,
            area,
            exam.codes(neighbours),
            widthOfSliver(plane, geometry, area)));
  }

  private GapKind kind(Face face) {
    double[] length = new double[2];
    face.border(segment -> {
      double metres =
          plane.metres(noded.x0(segment), noded.y0(segment), noded.x1(segment), noded.y1(segment));
      length[0] += metres;
      length[1] += face.isOutline(segment) ? metres : 0;
    });
    if (length[1] == 0) {
      return face.touchesOutline() ? GapKind.BOUNDARY : GapKind.ENCLOSED;
    }
    return length[1] < ALONG_OUTLINE * length[0] ? GapKind.INLET : GapKind.BOUNDARY;
  }

  private void outside(Face face, BoxIndex boxes) {
    Geometry land = face.geometry(factory);
    RelateNG prepared = RelateNG.prepare(land);
    Envelope box = face.envelope();
    boxes.visit(
        box.getMinX(),
        box.getMinY(),
        box.getMaxX(),
        box.getMaxY(),
        number -> {
          Geometry grid = exam.grid(number).geometry();
          if (prepared.evaluate(grid, RelatePredicate.covers())) {
            addOutside(number, grid, "the whole grid");
          } else if (prepared.evaluate(grid, "T********")) {
            addOutside(
                number, areal(OverlayNGRobust.overlay(grid, land, OverlayNG.INTERSECTION)), null);
          }
          return true;
        });
  }

  private void addOutside(int grid, Geometry part, @Nullable String detail) {
    double area = plane.squareMetres(part);
    if (area < minArea) {
      smallOutside++;
      smallOutsideArea += area;
      return;
    }
    findings.add(
        new Finding(
            FindingKind.OUTSIDE,
            null,
            part,
            area,
            List.of(exam.grid(grid).code()),
            detail != null ? detail : widthOfSliver(plane, part, area)));
  }

  /** Only the polygons of a result: where borders touch, an overlay also holds lines and points. */
  static Geometry areal(Geometry geometry) {
    List<Geometry> polygons = new ArrayList<>();
    for (int g = 0; g < geometry.getNumGeometries(); g++) {
      if (geometry.getGeometryN(g).getDimension() == 2) {
        polygons.add(geometry.getGeometryN(g));
      }
    }
    return polygons.isEmpty()
        ? geometry.getFactory().createPolygon()
        : geometry.getFactory().buildGeometry(polygons);
  }

  /** Says how wide a sliver is; null for what is wide enough to be seen. */
  static @Nullable String widthOfSliver(DrawingPlane plane, Geometry geometry, double area) {
    double width = 2 * area / plane.perimeterMetres(geometry);
    return width < 0.5 ? String.format(Locale.ROOT, "sliver, %.3f m wide on average", width) : null;
  }

  List<Finding> findings() {
    return findings;
  }

  int smallGaps() {
    return smallGaps;
  }

  double smallGapArea() {
    return smallGapArea;
  }

  int smallOutside() {
    return smallOutside;
  }

  double smallOutsideArea() {
    return smallOutsideArea;
  }
}
