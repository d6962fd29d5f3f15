package org.gridmap.geodata.tile;

import org.locationtech.jts.geom.Envelope;

/**
 * The address of a tile: zoom 0 to {@value #MAX_ZOOM}, column x from the west, row y from the
 * north.
 */
public record TileCoordinate(int zoom, int x, int y) {
  /** The deepest zoom that is served. */
  public static final int MAX_ZOOM = 22;

  /**
   * @throws IllegalArgumentException if there is no such tile
   */
  public TileCoordinate {
    if (!exists(zoom, x, y)) {
      throw new IllegalArgumentException("There is no tile " + zoom + "/" + x + "/" + y);
    }
  }

  /** Whether zoom, column and row name a tile. */
  public static boolean exists(long zoom, long x, long y) {
    return zoom >= 0 && zoom <= MAX_ZOOM && x >= 0 && y >= 0 && x < 1L << zoom && y < 1L << zoom;
  }

  /** The tile of a zoom that contains a place given in degrees. */
  public static TileCoordinate at(double longitude, double latitude, int zoom) {
    long side = TileLattice.EXTENT;
    long last = (1L << zoom) - 1;
    long x = Math.floorDiv(TileLattice.x(longitude, zoom), side);
    long y = Math.floorDiv(TileLattice.y(latitude, zoom), side);
    return new TileCoordinate(zoom, (int) Math.clamp(x, 0, last), (int) Math.clamp(y, 0, last));
  }

  /** West, south, east and north in degrees. */
  public Envelope degrees() {
    long side = TileLattice.EXTENT;
    return new Envelope(
        TileLattice.longitude(x * side, zoom),
        TileLattice.longitude((x + 1L) * side, zoom),
        TileLattice.latitude((y + 1L) * side, zoom),
        TileLattice.latitude(y * side, zoom));
  }

  /**
   * The square of the tile in metres of EPSG:3857.
   *
   * @param margin added on each side, in lattice steps of this zoom
   */
  public Envelope metres(int margin) {
    double step = TileLattice.WORLD_METRES / TileLattice.EXTENT / (1L << zoom);
    double side = (double) TileLattice.EXTENT;
    double half = TileLattice.WORLD_METRES / 2;
    return new Envelope(
        (x * side - margin) * step - half,
        ((x + 1) * side + margin) * step - half,
        half - ((y + 1) * side + margin) * step,
        half - (y * side - margin) * step);
  }

  /** The tile of the zoom above (coarser) that contains this one. */
  public TileCoordinate parent(int coarserZoom) {
    int shift = zoom - coarserZoom;
    return new TileCoordinate(coarserZoom, x >> shift, y >> shift);
  }

  @Override
  public String toString() {
    return zoom + "/" + x + "/" + y;
  }
}
