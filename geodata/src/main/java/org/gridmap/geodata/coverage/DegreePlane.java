package org.gridmap.geodata.coverage;

import org.gridmap.geodata.crs.CrsRegistry;
import org.gridmap.geodata.metric.GroundArea;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** Degrees of EPSG:4490: nothing has to be converted. */
final class DegreePlane implements DrawingPlane {
  static final DegreePlane INSTANCE = new DegreePlane();

  private static final double METRES_PER_DEGREE = 111_320;

  private DegreePlane() {}

  @Override
  public String label() {
    return CrsRegistry.STORED;
  }

  @Override
  public boolean isSameAs(DrawingPlane other) {
    return other == this;
  }

  @Override
  public void toLonLat(double[] positions) {}

  @Override
  public void fromLonLat(double[] positions) {}

  @Override
  public Coordinate toLonLat(double x, double y) {
    return new Coordinate(x, y);
  }

  @Override
  public Geometry toLonLat(Geometry drawn) {
    return drawn;
  }

  @Override
  public double metres(double ax, double ay, double bx, double by) {
    return GroundArea.metres(ax, ay, bx, by);
  }

  @Override
  public double perimeterMetres(Geometry drawn) {
    return GroundArea.perimeterMetres(drawn);
  }

  @Override
  public double squareMetres(Geometry drawn) {
    return GroundArea.squareMetres(drawn);
  }

  @Override
  public @Nullable String outOfRange(double x, double y) {
    return Math.abs(x) > 180 || Math.abs(y) > 90
        ? "a coordinate lies outside -180…180, -90…90 degrees"
        : null;
  }

  @Override
  public double latticePerUnit() {
    return 1e11;
  }

  @Override
  public Local at(double x, double y) {
    return new Local(METRES_PER_DEGREE * Math.cos(Math.toRadians(y)), 0, 0, METRES_PER_DEGREE);
  }

  @Override
  public double[] units(double metres, Envelope layer) {
    double highest = Math.max(Math.abs(layer.getMinY()), Math.abs(layer.getMaxY()));
    double unitsY = metres / METRES_PER_DEGREE * 1.01;
    return new double[] {unitsY / Math.max(0.01, Math.cos(Math.toRadians(highest))), unitsY};
  }

  @Override
  public boolean inDegrees() {
    return true;
  }

  @Override
  public double metresPerUnit(Envelope layer) {
    return METRES_PER_DEGREE;
  }
}
