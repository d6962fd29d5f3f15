package org.gridmap.geodata.crs;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.SingleCRS;
import org.geotools.api.referencing.datum.Datum;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.OperationNotFoundException;
import org.geotools.referencing.CRS;
import org.gridmap.geodata.crs.ReferenceSystem.ShiftSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds coordinate reference systems by EPSG code or well-known text, each with its way to
 * EPSG:4490 longitude and latitude.
 *
 * <p>WGS 84 and CGCS2000 are treated as the same datum: both realise the ITRF, their ellipsoids
 * differ by 0.1 mm at the poles, and what separates them (some decimetres of plate motion since
 * 2000) no file says. Every other datum needs a shift to WGS 84, published or given; a system
 * without one, for example Xian 1980, is refused rather than drawn tens of metres beside the truth.
 */
public final class CrsRegistry {

  /** The code of the system in which everything is stored. */
  public static final String STORED = "EPSG:4490";

  private static final String WGS_84 = "EPSG:4326";

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

  /** They tell the console about positions outside of a projection, which we refuse by row. */
  private static final List<Logger> SILENCED =
      Stream.of("org.geotools", "hsqldb.db", "org.hsqldb").map(Logger::getLogger).toList();

  static {
    SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
  }

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
    return find(code, DatumChoice.PUBLISHED);
  }

  /**
   * The system with this code, with a way to EPSG:4490 of one's own choice.
   *
   * @param code {@code EPSG:n}, a URN or a URL
   * @param choice what to do where the datum is another one
   * @throws UnsupportedCrsException when the code is not known, is not a horizontal system, or has
   *     no shift that the choice allows
   */
  public static ReferenceSystem find(String code, DatumChoice choice)
      throws UnsupportedCrsException {
    String epsg =
        normalise(code)
            .orElseThrow(() ->
                new UnsupportedCrsException(
                    "The coordinate reference system must be an EPSG code such as EPSG:4490 or"
                        + " EPSG:4549."));
    boolean published = choice.equals(DatumChoice.PUBLISHED);
    ReferenceSystem known = KNOWN.get(epsg);
    if (known != null && (published || known.isOnStoredDatum())) {
      return known;
    }
    Optional<ReferenceSystem> wellKnown = WellKnownSystems.find(epsg);
    if (wellKnown.isPresent() && (published || wellKnown.get().isOnStoredDatum())) {
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
    ReferenceSystem found = describe(epsg, crs, choice);
    if (published) {
      KNOWN.put(epsg, found);
    }
    return found;
  }

  /**
   * The system that well-known text (version 1) describes, for files that carry a description
   * without a code.
   *
   * @param choice what to do where the datum is not CGCS2000
   * @throws UnsupportedCrsException when the text is not understood or the datum is not known
   */
  public static ReferenceSystem parse(String wellKnownText, DatumChoice choice)
      throws UnsupportedCrsException {
    EpsgStore.open();
    CoordinateReferenceSystem crs;
    try {
      crs = CRS.parseWKT(wellKnownText);
    } catch (FactoryException | RuntimeException e) {
      throw new UnsupportedCrsException(
          "The coordinate reference system that the file describes is not understood; give its"
              + " EPSG code.");
    }
    return describe(null, crs, choice);
  }

  private static ReferenceSystem describe(
      @Nullable String epsg, CoordinateReferenceSystem given, DatumChoice choice)
      throws UnsupportedCrsException {
    CoordinateReferenceSystem crs = CRS.getHorizontalCRS(given);
    String name = given.getName().getCode();
    String label = epsg == null ? name : epsg + " (" + name + ")";
    if (crs == null || crs.getCoordinateSystem().getDimension() != 2) {
      throw new UnsupportedCrsException(label + " is not a system of positions on the ground.");
    }
    Datum datum = datum(crs);
    Optional<ChinaDatum> chinese = datum == null ? Optional.empty() : ChinaDatum.of(datum);
    try {
      if (chinese.equals(Optional.of(ChinaDatum.CGCS2000))) {
        MathTransform toStored = CRS.findMathTransform(crs, CRS.decode(STORED, true), false);
        return new ReferenceSystem(
            epsg, crs, toStored, ChinaDatum.CGCS2000, ShiftSource.NOT_NEEDED);
      }
      DatumShift shift = choice.shift();
      CoordinateReferenceSystem degrees = CRS.decode(WGS_84, true);
      if (shift != null && !isWgs84(datum)) {
        return new ReferenceSystem(
            epsg, crs, ShiftedDatum.transform(crs, shift), chinese.orElse(null), ShiftSource.GIVEN);
      }
      MathTransform published = CRS.findMathTransform(crs, degrees, false);
      return new ReferenceSystem(
          epsg,
          crs,
          published,
          chinese.orElse(null),
          isWgs84(datum) ? ShiftSource.NOT_NEEDED : ShiftSource.PUBLISHED);
    } catch (OperationNotFoundException e) {
      return withoutShift(epsg, crs, label, chinese.orElse(null), choice);
    } catch (FactoryException | RuntimeException e) {
      throw new UnsupportedCrsException("There is no way from " + label + " to EPSG:4490.");
    }
  }

  /** A system whose datum has no published shift: refused, or taken for CGCS2000 where allowed. */
  private static ReferenceSystem withoutShift(
      @Nullable String epsg,
      CoordinateReferenceSystem crs,
      String label,
      @Nullable ChinaDatum chinese,
      DatumChoice choice)
      throws UnsupportedCrsException {
    if (choice.inexactAllowed() && chinese != null) {
      try {
        MathTransform none = ShiftedDatum.transform(crs, new DatumShift(0, 0, 0, 0, 0, 0, 0));
        return new ReferenceSystem(epsg, crs, none, chinese, ShiftSource.NONE);
      } catch (FactoryException e) {
        throw new UnsupportedCrsException("There is no way from " + label + " to EPSG:4490.");
      }
    }
    throw new UnsupportedCrsException(
        "For "
            + label
            + " no shift to CGCS2000 is published, so its positions would be off by up to about"
            + " 120 m. Give the parameters of the place with --datum-shift dx,dy,dz[,rx,ry,rz,s],"
            + " or have the file converted to EPSG:4490 by whoever holds them.");
  }

  private static boolean isWgs84(@Nullable Datum datum) {
    if (datum == null) {
      return false;
    }
    String name = datum.getName().getCode().replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    return name.startsWith("wgs84")
        || name.startsWith("wgs1984")
        || name.startsWith("dwgs1984")
        || name.startsWith("worldgeodeticsystem1984");
  }

  private static @Nullable Datum datum(CoordinateReferenceSystem crs) {
    return crs instanceof SingleCRS single ? single.getDatum() : null;
  }
}
