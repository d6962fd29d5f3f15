package org.gridmap.backend.map;

import java.util.List;
import org.gridmap.geodata.tile.TileCoordinate;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/**
 * What a tile is kept under.
 *
 * @param divisions null means the divisions that are shown at the time
 * @param drafts whether divisions that are not in force are in it
 */
record TileKey(TileCoordinate tile, @Nullable List<Long> divisions, boolean drafts)
    implements PieceCache.Piece {
  @Override
  public Envelope degrees() {
    return tile.degrees();
  }

  static final String START = "/tiles/";
  private static final String END = ".mvt";
  private static final String DIVISION = "division=";

  /** The tile that an address names in the plainest way, or null. */
  static @Nullable TileKey of(String path, @Nullable String query, boolean drafts) {
    if (!path.startsWith(START) || !path.endsWith(END)) {
      return null;
    }
    int first = path.indexOf('/', START.length());
    int second = first < 0 ? -1 : path.indexOf('/', first + 1);
    if (second < 0) {
      return null;
    }
    long zoom = number(path, START.length(), first);
    long x = number(path, first + 1, second);
    long y = number(path, second + 1, path.length() - END.length());
    if (!TileCoordinate.exists(zoom, x, y)) {
      return null;
    }
    List<Long> divisions = null;
    if (query != null) {
      long id = query.startsWith(DIVISION) ? number(query, DIVISION.length(), query.length()) : -1;
      if (id < 0) {
        return null;
      }
      divisions = List.of(id);
    }
    return new TileKey(new TileCoordinate((int) zoom, (int) x, (int) y), divisions, drafts);
  }

  /** A number written with digits only, or -1. */
  private static long number(String text, int from, int to) {
    if (from >= to || to - from > 18) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
