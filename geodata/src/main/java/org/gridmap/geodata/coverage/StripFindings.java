package org.gridmap.geodata.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gridmap.geodata.coverage.arrangement.EvenOdd;
import org.gridmap.geodata.coverage.arrangement.Strips;
import org.gridmap.geodata.guard.Validity;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Turns strips of unassigned land into findings. */
final class StripFindings {
  private static final long TESTS = 1_000_000;

  private final GridValidation exam;
  private final DrawingPlane plane;
  private final double minArea;
  private final GeometryFactory factory;
  private final List<Finding> findings = new ArrayList<>();
  private int small;
  private double smallArea;

  StripFindings(GridValidation exam, DrawingPlane plane, double minArea, GeometryFactory factory) {
    this.exam = exam;
    this.plane = plane;
    this.minArea = minArea;
    this.factory = factory;
  }

  void read(Strips.Result result) {
    result.strips().forEach(this::add);
    if (!result.complete()) {
      findings.add(
          new Finding(
              FindingKind.TOO_COMPLEX,
              null,
              factory.createPoint(),
              0,
              List.of(),
              "too many borders lie close together; not all strips were looked for"));
    }
  }

  private void add(Strips.Strip strip) {
    Geometry land = land(strip);
    double area = plane.squareMetres(land);
    if (exam.doubtful(land.getEnvelopeInternal())) {
      return;
    }
    if (area < minArea) {
      small++;
      smallArea += area;
      return;
    }
    double width = area / strip.metres();
    findings.add(
        new Finding(
            FindingKind.STRIP,
            null,
            land,
            area,
            exam.codes(strip.grids()),
            String.format(
                Locale.ROOT, "%.3f m wide on average, %,.1f m long", width, strip.metres()),
            width,
            false));
  }

  /** Both borders may meet on the way, so that the outline of a strip touches itself. */
  private Geometry land(Strips.Strip strip) {
    Geometry land = factory.createPolygon(strip.ring());
    if (Validity.of(land, TESTS).kind() == Validity.InvalidityKind.VALID) {
      return land;
    }
    Geometry read = EvenOdd.read(land, plane.latticePerUnit(), 10 * strip.ring().length, TESTS);
    return read == null ? land : read;
  }

  List<Finding> findings() {
    return findings;
  }

  int small() {
    return small;
  }

  double smallArea() {
    return smallArea;
  }
}
