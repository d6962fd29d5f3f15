package org.gridmap.geodata.crs;

import java.util.Objects;
import java.util.Optional;
import org.geotools.api.metadata.extent.GeographicBoundingBox;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.GeographicCRS;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.referencing.CRS;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * A coordinate reference system with its way to EPSG:4490. The first ordinate is always longitude
 * or easting, as files have it, whatever order the EPSG data set prescribes. Safe for several
 * threads.
 */
public final class ReferenceSystem {

  private final @Nullable String code;
  private final String name;
  private final boolean geographic;
  private final boolean identity;
  private final @Nullable CoordinateReferenceSystem crs;
  private final @Nullable MathTransform transform;
  private final @Nullable Envelope area;
  private final @Nullable ChinaDatum datum;
  private final boolean exact;
  private final boolean shifted;

  /** Where the shift of datum comes from that is part of a transform. */
  enum ShiftSource {
    /** The datum is the stored one. */
    NOT_NEEDED,
    /** Parameters were given for the place. */
    GIVEN,
    /** A shift is published, for some part of the country or the world. */
    PUBLISHED,
    /** None is known and none was made. */
    NONE
  }

  /**
   * A system that needs no data set.
   *
   * @param transform the way from projected positions to EPSG:4490; null for degrees that already
   *     are that
   * @param datum the Chinese datum that it is on; null for every other one
   */
  ReferenceSystem(
      String code,
      String name,
      @Nullable Envelope area,
      @Nullable MathTransform transform,
      @Nullable ChinaDatum datum) {
    this.code = code;
    this.name = name;
    this.geographic = transform == null;
    this.identity = transform == null;
    this.transform = transform;
    this.area = area;
    this.crs = null;
    this.datum = datum;
    this.exact = true;
    this.shifted = false;
  }

  /**
   * @param datum the Chinese datum that it is on; null for every other one
   */
  ReferenceSystem(
      @Nullable String code,
      CoordinateReferenceSystem crs,
      MathTransform transform,
      @Nullable ChinaDatum datum,
      ShiftSource shiftSource) {
    this.code = code;
    this.datum = datum;
    this.exact = shiftSource != ShiftSource.PUBLISHED && shiftSource != ShiftSource.NONE;
    this.shifted = shiftSource == ShiftSource.GIVEN;
    this.crs = crs;
    String given = crs.getName().getCode();
    this.name = given.equalsIgnoreCase("unnamed") ? "described in the file, without a name" : given;
    this.geographic = crs instanceof GeographicCRS;
    this.identity = transform.isIdentity();
    this.transform = identity ? null : transform;
    GeographicBoundingBox box = CRS.getGeographicBoundingBox(crs);
    this.area =
        box == null || box.getWestBoundLongitude() > box.getEastBoundLongitude()
            ? null
            : new Envelope(
                box.getWestBoundLongitude(),
                box.getEastBoundLongitude(),
                box.getSouthBoundLatitude(),
                box.getNorthBoundLatitude());
  }

  /** The code, for example {@code EPSG:4549}; null for a system known only by description. */
  public @Nullable String code() {
    return code;
  }

  /** The name, for example {@code CGCS2000 / 3-degree Gauss-Kruger CM 120E}. */
  public String name() {
    return name;
  }

  /** The code with the name, or the name alone. */
  public String label() {
    return code == null ? name : code + " (" + name + ")";
  }

  /** What GIS programs call it: the code, or a description in well-known text. */
  public String wellKnownText() {
    return code == null ? Objects.requireNonNull(crs).toWKT() : code;
  }

  /** Whether its coordinates are angles in degrees rather than lengths. */
  public boolean isGeographic() {
    return geographic;
  }

  /** Whether its coordinates already are EPSG:4490, so that nothing is computed. */
  public boolean isStored() {
    return identity;
  }

  /** Whether its way to EPSG:4490 has parameters that were given for its place. */
  public boolean isShifted() {
    return shifted;
  }

  /** Whether it is on the datum in which everything is stored, so that no shift is needed. */
  boolean isOnStoredDatum() {
    return exact && (identity || datum == ChinaDatum.CGCS2000);
  }

  /**
   * How exact places are that come from this system, in words; empty where they are as exact as the
   * file, because the datum is the stored one or its parameters were given.
   */
  public Optional<String> inexactness() {
    return exact || datum == null ? Optional.empty() : datum.withoutParameters();
  }

  /** The Chinese datum that it is on, or the one in which everything is stored. */
  ChinaDatum chinaDatum() {
    return datum == null ? ChinaDatum.CGCS2000 : datum;
  }

  /** Where the system is meant to be used, EPSG:4490; null when that is not known. */
  public @Nullable Envelope area() {
    return area == null ? null : new Envelope(area);
  }

  /**
   * Turns positions into longitude and latitude in place. A position that has none becomes NaN.
   *
   * @param positions x, y, x, y …; easting or longitude first
   * @param count number of positions
   */
  public void toLonLat(double[] positions, int count) {
    if (transform == null) {
      return;
    }
    try {
      transform.transform(positions, 0, positions, 0, count);
    } catch (TransformException | IllegalArgumentException e) {
      for (int i = 0; i < count; i++) {
        toLonLatOrNaN(transform, positions, 2 * i);
      }
    }
  }

  /**
   * Turns longitudes and latitudes of EPSG:4490 into positions of this system in place. What has
   * none becomes NaN.
   *
   * @param positions longitude, latitude, … in degrees
   * @param count number of positions
   */
  public void fromLonLat(double[] positions, int count) {
    if (transform == null) {
      return;
    }
    for (int i = 0; i < 2 * count; i += 2) {
      try {
        transform.inverse().transform(positions, i, positions, i, 1);
      } catch (TransformException e) {
        positions[i] = Double.NaN;
        positions[i + 1] = Double.NaN;
      }
    }
  }

  /** Whether positions of both systems mean the same places. */
  public boolean isSameAs(ReferenceSystem other) {
    return (code != null && code.equals(other.code)) || Objects.equals(transform, other.transform);
  }

  private static void toLonLatOrNaN(MathTransform transform, double[] positions, int offset) {
    try {
      transform.transform(positions, offset, positions, offset, 1);
    } catch (TransformException | IllegalArgumentException e) {
      // GeoTools cannot even word the complaint about an angle of 10³⁰ degrees.
      positions[offset] = Double.NaN;
      positions[offset + 1] = Double.NaN;
    }
  }

  /**
   * Turns a geometry into longitude and latitude in place and sets its SRID to 4490.
   *
   * @return the same geometry
   */
  public Geometry toLonLat(Geometry geometry) {
    if (!identity) {
      geometry.apply(new Transformation());
      geometry.geometryChanged();
    }
    geometry.setSRID(4490);
    return geometry;
  }

  /**
   * Transforms a whole sequence with one call, which is several times faster than point by point.
   */
  private final class Transformation implements CoordinateSequenceFilter {
    @Override
    public void filter(CoordinateSequence sequence, int index) {
      if (index > 0) {
        return;
      }
      int size = sequence.size();
      double[] positions = new double[2 * size];
      for (int i = 0; i < size; i++) {
        positions[2 * i] = sequence.getX(i);
        positions[2 * i + 1] = sequence.getY(i);
      }
      toLonLat(positions, size);
      for (int i = 0; i < size; i++) {
        sequence.setOrdinate(i, CoordinateSequence.X, positions[2 * i]);
        sequence.setOrdinate(i, CoordinateSequence.Y, positions[2 * i + 1]);
      }
    }

    @Override
    public boolean isDone() {
      return false;
    }

    @Override
    public boolean isGeometryChanged() {
      return true;
    }
  }
}
