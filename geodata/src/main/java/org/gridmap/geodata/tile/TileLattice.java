package org.gridmap.geodata.tile;

/** Converts degrees or Web Mercator metres to the integer coordinates of tiles, and back. */
public final class TileLattice {
  /** Steps along the side of one tile. */
  public static final int EXTENT = 4096;

  /** Deepest zoom with a lattice of its own; deeper tiles show its shapes scaled exactly. */
  public static final int MAX_ZOOM = 17;

  /** Length of the equator in EPSG:3857, metres. */
  public static final double WORLD_METRES = 2 * Math.PI * 6_378_137.0;

  /** Latitude of the edge of the square world, degrees. */
  static final double EDGE_LATITUDE = Math.toDegrees(Math.atan(Math.sinh(Math.PI)));

  private TileLattice() {}

  /** The zoom whose lattice serves a tile of the given zoom. */
  public static int zoomFor(int tileZoom) {
    return Math.min(tileZoom, MAX_ZOOM);
  }

  /** Nearest lattice column of a longitude in degrees. */
  public static long x(double longitude, int zoom) {
    return Math.round((longitude / 360 + 0.5) * size(zoom));
  }

  /** Nearest lattice row of a latitude in degrees, held at the edge of the square world. */
  public static long y(double latitude, int zoom) {
    double held = Math.clamp(latitude, -EDGE_LATITUDE, EDGE_LATITUDE);
    double sine = Math.sin(Math.toRadians(held));
    double north = Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    return Math.round((0.5 - north) * size(zoom));
  }

  /** Nearest lattice column of an easting in metres of EPSG:3857. */
  public static long xOfMetres(double easting, int zoom) {
    return Math.round((easting / WORLD_METRES + 0.5) * size(zoom));
  }

  /** Nearest lattice row of a northing in metres of EPSG:3857. */
  public static long yOfMetres(double northing, int zoom) {
    return Math.round((0.5 - northing / WORLD_METRES) * size(zoom));
  }

  /** Longitude of a lattice column, degrees. */
  public static double longitude(long x, int zoom) {
    return (x / size(zoom) - 0.5) * 360;
  }

  /** Latitude of a lattice row, degrees. */
  public static double latitude(long y, int zoom) {
    return Math.toDegrees(Math.atan(Math.sinh((0.5 - y / size(zoom)) * 2 * Math.PI)));
  }

  private static double size(int zoom) {
    return (double) EXTENT * (1L << zoom);
  }
}
