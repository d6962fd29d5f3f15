package org.gridmap.geodata.crs;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geotools.api.metadata.Identifier;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.datum.Datum;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.OperationNotFoundException;
import org.geotools.referencing.CRS;
import org.jspecify.annotations.Nullable;

/**
 * Finds coordinate reference systems by EPSG code or well-known text, each with its way to
 * EPSG:4490 longitude and latitude.
 *
 * <p>WGS 84 and CGCS2000 are treated as the same datum: both realise the ITRF, their ellipsoids
 * differ by 0.1 mm at the poles, and what separates them (some decimetres of plate motion since
 * 2000) no file says. Every other datum needs a published shift to WGS 84; a system without one,
 * for example Xian 1980, is refused rather than drawn tens of metres beside the truth.
 */
public final class CrsRegistry {

  /** The code of the system in which everything is stored. */
  public static final String STORED = "EPSG:4490";

  private static final String WGS_84 = "EPSG:4326";

  /** EPSG's code of the datum China 2000. */
  private static final String CHINA_2000 = "1043";

  private static final Pattern CODE =
      Pattern.compile(
          "(?:EPSG:{1,2}|urn:ogc:def:crs:EPSG:[0-9.]*:|https?://www\\.opengis\\.net/def/crs/EPSG/[0-9.]+/)"
              + "([0-9]{4,6})",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern CRS84 =
      Pattern.compile(
          "(?:OGC:|urn:ogc:def:crs:OGC:[0-9.]*:|https?://www\\.opengis\\.net/def/crs/OGC/[0-9.]+/)CRS84h?",
          Pattern.CASE_INSENSITIVE);

  private static final ConcurrentMap<String, ReferenceSystem> KNOWN = new ConcurrentHashMap<>();

  private CrsRegistry() {}

  /**
   * Opens the EPSG data set, which takes one to three seconds the first time in a process; later
   * look-ups take milliseconds. Safe to call from several threads and processes.
   */
  public static void warmUp() {
    EpsgStore.open();
  }

  /**
   * The code in the form {@code EPSG:n}, from that form, a URN or a URL; CRS84 is EPSG:4326, which
   * here is always longitude first.
   */
  public static Optional<String> normalise(String code) {
    String text = code.strip();
    if (CRS84.matcher(text).matches()) {
      return Optional.of(WGS_84);
    }
    Matcher matcher = CODE.matcher(text);
    return matcher.matches() ? Optional.of("EPSG:" + matcher.group(1)) : Optional.empty();
  }

  /**
   * The system with this code.
   *
   * @param code {@code EPSG:n}, a URN or a URL
   * @throws UnsupportedCrsException when the code is not known, is not a horizontal system, or has
   *     no published shift to WGS 84
   */
  public static ReferenceSystem find(String code) throws UnsupportedCrsException {
    String epsg =
        normalise(code)
            .orElseThrow(() ->
                new UnsupportedCrsException(
                    "The coordinate reference system must be an EPSG code such as EPSG:4490 or"
                        + " EPSG:4549."));
    ReferenceSystem known = KNOWN.get(epsg);
    if (known != null) {
      return known;
    }
    Optional<ReferenceSystem> wellKnown = WellKnownSystems.find(epsg);
    if (wellKnown.isPresent()) {
      KNOWN.put(epsg, wellKnown.get());
      return wellKnown.get();
    }
    EpsgStore.open();
    CoordinateReferenceSystem crs;
    try {
      crs = CRS.decode(epsg, true);
    } catch (FactoryException e) {
      throw new UnsupportedCrsException(epsg + " is not a known coordinate reference system.");
    }
    ReferenceSystem found = describe(epsg, crs);
    KNOWN.put(epsg, found);
    return found;
  }

  /**
   * The system that well-known text (version 1) describes, for files that carry a description
   * without a code.
   *
   * @throws UnsupportedCrsException when the text is not understood or the datum is not known
   */
  public static ReferenceSystem parse(String wellKnownText) throws UnsupportedCrsException {
    EpsgStore.open();
    try {
      return describe(null, CRS.parseWKT(wellKnownText));
    } catch (FactoryException | RuntimeException e) {
      throw new UnsupportedCrsException(
          "The coordinate reference system that the file describes is not understood; give its"
              + " EPSG code.");
    }
  }

  private static ReferenceSystem describe(@Nullable String epsg, CoordinateReferenceSystem given)
      throws UnsupportedCrsException {
    CoordinateReferenceSystem crs = CRS.getHorizontalCRS(given);
    String name = given.getName().getCode();
    String label = epsg == null ? name : epsg + " (" + name + ")";
    if (crs == null || crs.getCoordinateSystem().getDimension() != 2) {
      throw new UnsupportedCrsException(label + " is not a system of positions on the ground.");
    }
    try {
      MathTransform transform = transform(crs);
      return new ReferenceSystem(epsg, crs, transform);
    } catch (OperationNotFoundException e) {
      throw new UnsupportedCrsException(
          "For "
              + label
              + " no shift to CGCS2000 is published, so its positions would be off by tens of"
              + " metres; have the file converted to EPSG:4490 by whoever holds the parameters.");
    } catch (FactoryException e) {
      throw new UnsupportedCrsException("There is no way from " + label + " to EPSG:4490.");
    }
  }

  private static MathTransform transform(CoordinateReferenceSystem crs) throws FactoryException {
    if (isChina2000(crs)) {
      return CRS.findMathTransform(crs, CRS.decode(STORED, true), false);
    }
    return CRS.findMathTransform(crs, CRS.decode(WGS_84, true), false);
  }

  private static boolean isChina2000(CoordinateReferenceSystem crs) {
    Datum datum = CRS.getEllipsoid(crs) == null ? null : datum(crs);
    if (datum == null) {
      return false;
    }
    for (Identifier identifier : datum.getIdentifiers()) {
      if (CHINA_2000.equals(identifier.getCode())) {
        return true;
      }
    }
    String name =
        datum.getName().getCode().replaceAll("[^A-Za-z0-9]", "").toLowerCase(java.util.Locale.ROOT);
    return name.equals("china2000")
        || name.equals("dchina2000")
        || name.equals("cgcs2000")
        || name.equals("chinageodeticcoordinatesystem2000");
  }

  private static @Nullable Datum datum(CoordinateReferenceSystem crs) {
    return crs instanceof org.geotools.api.referencing.crs.SingleCRS single
        ? single.getDatum()
        : null;
  }
}
