package org.gridmap.geodata.guard;

import java.util.Locale;
import org.gridmap.geodata.corner.Ordinates;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryComponentFilter;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygonal;

/**
 * Validates geometry before anything computes with it. What passes is finite, in range, not too
 * large and valid; anything else is refused with a {@link GeometryException} that says where. All
 * coordinates are degrees, longitude first. A guard holds no state and may be shared; the vertices
 * of one request are counted by a {@link Request}.
 */
public final class GeometryGuard {
  private final GuardLimits limits;

  /**
   * @param limits how much is let in
   */
  public GeometryGuard(GuardLimits limits) {
    this.limits = limits;
  }

  /** The limits of this guard. */
  public GuardLimits limits() {
    return limits;
  }

  /** Starts counting the vertices of one request. */
  public Request newRequest() {
    return new Request();
  }

  /** The geometries of one request or file, which share one allowance of vertices. */
  public final class Request {
    private long vertices;

    private Request() {}

    /**
     * Checks one more geometry.
     *
     * @throws GeometryException if it, or the request with it, may not enter
     */
    public void check(Geometry geometry) {
      vertices += geometry.getNumPoints();
      if (vertices > limits.verticesPerRequest()) {
        throw new GeometryException(
            GeometryFault.GEOMETRY_TOO_COMPLEX,
            firstFinite(geometry),
            "more than " + limits.verticesPerRequest() + " vertices in one request");
      }
      GeometryGuard.this.check(geometry);
    }
  }

  /**
   * Checks the size, the numbers, the range and, for polygons, the validity of one geometry.
   *
   * @throws GeometryException if it may not enter
   */
  public void check(Geometry geometry) {
    checkSize(geometry);
    checkCoordinates(geometry);
    checkValidity(geometry);
  }

  /**
   * @throws GeometryException if the geometry is empty or has more vertices than one feature may
   *     have
   */
  public void checkSize(Geometry geometry) {
    if (geometry.isEmpty()) {
      throw new GeometryException(GeometryFault.GEOMETRY_INVALID, null, "the geometry is empty");
    }
    int vertices = geometry.getNumPoints();
    if (vertices > limits.verticesPerFeature()) {
      throw new GeometryException(
          GeometryFault.GEOMETRY_TOO_COMPLEX,
          firstFinite(geometry),
          vertices + " vertices; a feature may have " + limits.verticesPerFeature());
    }
  }

  /**
   * Checks that every number is finite and lies where degrees lie. Latitude and longitude that have
   * changed places, and metres given as degrees, are told apart from a single stray point.
   *
   * @throws GeometryException if a coordinate may not enter
   */
  public void checkCoordinates(Geometry geometry) {
    Extent extent = new Extent();
    geometry.apply(extent);
    if (extent.notFinite) {
      throw new GeometryException(
          GeometryFault.GEOMETRY_INVALID,
          firstFinite(geometry),
          "a coordinate is not a finite number");
    }
    Coordinate stray = extent.outOfRange;
    if (stray == null) {
      return;
    }
    Envelope box = geometry.getEnvelopeInternal();
    if (Math.abs(box.getMinX()) <= 90
        && Math.abs(box.getMaxX()) <= 90
        && (box.getMinY() > 90 || box.getMaxY() < -90)
        && Math.abs(box.getMinY()) <= 180
        && Math.abs(box.getMaxY()) <= 180) {
      throw new GeometryException(
          GeometryFault.CRS_SUSPECT,
          stray,
          String.format(
              Locale.ROOT,
              "latitude and longitude seem to have changed places: the first numbers lie between"
                  + " %.4f and %.4f, the second between %.4f and %.4f, which no latitude does",
              box.getMinX(),
              box.getMaxX(),
              box.getMinY(),
              box.getMaxY()));
    }
    if (Math.min(Math.abs(box.getMinX()), Math.abs(box.getMaxX())) > 1000
        || Math.min(Math.abs(box.getMinY()), Math.abs(box.getMaxY())) > 1000) {
      throw new GeometryException(
          GeometryFault.CRS_SUSPECT,
          stray,
          String.format(
              Locale.ROOT,
              "these look like metres, not degrees: %s to %s and %s to %s",
              number(box.getMinX()),
              number(box.getMaxX()),
              number(box.getMinY()),
              number(box.getMaxY())));
    }
    throw new GeometryException(
        GeometryFault.COORDINATE_OUT_OF_RANGE,
        stray,
        String.format(
            Locale.ROOT,
            "the point %s %s lies outside -180…180, -90…90 degrees",
            number(stray.x),
            number(stray.y)));
  }

  /** A number in few digits, however large it is. */
  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 1e9 ? "%.6f" : "%.2e", value);
  }

  /**
   * Checks a whole layer against the land that it should lie in. Where latitudes stay under 90 on
   * both axes, only this tells that the axes have changed places.
   *
   * @param layer the envelope of all features
   * @param expected the land they belong to
   * @throws GeometryException if the layer lies elsewhere
   */
  public void checkExtent(Envelope layer, Envelope expected) {
    if (layer.isNull() || expected.isNull() || layer.intersects(expected)) {
      return;
    }
    Envelope swapped =
        new Envelope(layer.getMinY(), layer.getMaxY(), layer.getMinX(), layer.getMaxX());
    String evidence =
        String.format(
            Locale.ROOT,
            "the layer spans %.4f to %.4f and %.4f to %.4f, the town %.4f to %.4f and %.4f to %.4f",
            layer.getMinX(),
            layer.getMaxX(),
            layer.getMinY(),
            layer.getMaxY(),
            expected.getMinX(),
            expected.getMaxX(),
            expected.getMinY(),
            expected.getMaxY());
    throw new GeometryException(
        GeometryFault.CRS_SUSPECT,
        layer.centre(),
        swapped.intersects(expected)
            ? evidence + "; with the axes exchanged it would fit"
            : evidence + "; they do not meet");
  }

  /**
   * Checks that a polygon is valid; other geometries pass.
   *
   * @throws GeometryException with the point where it is wrong
   */
  public void checkValidity(Geometry geometry) {
    if (!(geometry instanceof Polygonal)) {
      return;
    }
    Validity validity = Validity.of(geometry, limits.segmentTests());
    switch (validity.kind()) {
      case VALID -> {}
      case INVALID ->
          throw new GeometryException(
              GeometryFault.GEOMETRY_INVALID, validity.place(), validity.reason());
      case TOO_COMPLEX ->
          throw new GeometryException(
              GeometryFault.GEOMETRY_TOO_COMPLEX, validity.place(), validity.reason());
    }
  }

  /**
   * Checks that two neighbours do not cross so often that their intersection could not be computed
   * in reasonable time.
   *
   * @throws GeometryException naming both
   */
  public void checkCrossings(String code, Geometry geometry, String neighbour, Geometry other) {
    if (!geometry.getEnvelopeInternal().intersects(other.getEnvelopeInternal())) {
      return;
    }
    int crossings =
        new CrossingCount(geometry).with(other, limits.crossingsPerPair(), limits.segmentTests());
    if (crossings < 0) {
      Envelope meeting = geometry.getEnvelopeInternal().intersection(other.getEnvelopeInternal());
      throw new GeometryException(
          GeometryFault.GEOMETRY_TOO_COMPLEX,
          meeting.centre(),
          "the borders of "
              + code
              + " and "
              + neighbour
              + " cross more than "
              + limits.crossingsPerPair()
              + " times");
    }
  }

  /**
   * Makes a ring of points as they came from outside.
   *
   * @throws GeometryException if there are fewer than four points or the last is not the first
   */
  public LinearRing ring(GeometryFactory factory, Coordinate[] points) {
    if (points.length < 4) {
      throw new GeometryException(
          GeometryFault.GEOMETRY_INVALID,
          points.length == 0 ? null : points[0],
          "a ring has " + points.length + " points; it needs four");
    }
    Coordinate last = points[points.length - 1];
    if (!points[0].equals2D(last)) {
      throw new GeometryException(
          GeometryFault.GEOMETRY_INVALID,
          last,
          "a ring is not closed: its last point is not its first");
    }
    return factory.createLinearRing(points);
  }

  private static @Nullable Coordinate firstFinite(Geometry geometry) {
    for (Coordinate coordinate : geometry.getCoordinates()) {
      if (Double.isFinite(coordinate.x) && Double.isFinite(coordinate.y)) {
        return coordinate;
      }
    }
    return null;
  }

  /** What JTS envelopes would swallow: a number that is not finite, and the first out of range. */
  private static final class Extent implements GeometryComponentFilter {
    private boolean notFinite;
    private @Nullable Coordinate outOfRange;

    @Override
    public void filter(Geometry component) {
      if (component instanceof LineString line) {
        look(Ordinates.of(line.getCoordinateSequence()));
      } else if (component instanceof Point point) {
        look(Ordinates.of(point.getCoordinateSequence()));
      }
    }

    private void look(double[] xy) {
      for (int i = 0; i < xy.length; i += 2) {
        double x = xy[i];
        double y = xy[i + 1];
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
          notFinite = true;
        } else if (outOfRange == null && (Math.abs(x) > 180 || Math.abs(y) > 90)) {
          outOfRange = new Coordinate(x, y);
        }
      }
    }
  }
}
