package org.gridmap.geodata.solid;

import org.geotools.referencing.datum.DefaultEllipsoid;
import org.geotools.referencing.operation.transform.GeocentricTransform;

/**
 * Metres to the east, to the north and up from a place on the ellipsoid (a topocentric frame, EPSG
 * method 9837). GeoTools computes geocentric coordinates; the turn from there is written out, since
 * it has none.
 */
public final class LocalFrame {
  private static final GeocentricTransform GEOCENTRIC =
      new GeocentricTransform(DefaultEllipsoid.WGS84, true);

  private final double[] origin;
  private final double[] east;
  private final double[] north;
  private final double[] up;

  private LocalFrame(double longitude, double latitude) {
    double lon = Math.toRadians(longitude);
    double lat = Math.toRadians(latitude);
    origin = geocentric(longitude, latitude, 0);
    east = new double[] {-Math.sin(lon), Math.cos(lon), 0};
    north =
        new double[] {
          -Math.sin(lat) * Math.cos(lon), -Math.sin(lat) * Math.sin(lon), Math.cos(lat)
        };
    up = new double[] {Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)};
  }

  /** The frame at a place in degrees. */
  public static LocalFrame at(double longitude, double latitude) {
    return new LocalFrame(longitude, latitude);
  }

  /** East, north and up of a place, metres. */
  public double[] place(double longitude, double latitude, double heightMetres) {
    double[] at = geocentric(longitude, latitude, heightMetres);
    for (int i = 0; i < 3; i++) {
      at[i] -= origin[i];
    }
    return new double[] {dot(at, east), dot(at, north), dot(at, up)};
  }

  /**
   * The matrix of a glTF node, column by column, that puts corners given as (east, up, −north)
   * where they are on the Earth. The y axis of glTF is up, and a client turns it to the z axis of
   * 3D Tiles: (x, y, z) becomes (x, −z, y), which this undoes beforehand.
   *
   * @param scale metres of one step of the corners
   */
  double[] nodeMatrix(double scale) {
    return new double[] {
      east[0] * scale,
      east[2] * scale,
      -east[1] * scale,
      0,
      up[0] * scale,
      up[2] * scale,
      -up[1] * scale,
      0,
      -north[0] * scale,
      -north[2] * scale,
      north[1] * scale,
      0,
      origin[0],
      origin[2],
      -origin[1],
      1
    };
  }

  private static double[] geocentric(double longitude, double latitude, double heightMetres) {
    double[] place = {longitude, latitude, heightMetres};
    double[] metres = new double[3];
    GEOCENTRIC.transform(place, 0, metres, 0, 1);
    return metres;
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }
}
