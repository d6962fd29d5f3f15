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
    long zoom = AddressNumber.of(path, START.length(), first);
    long x = AddressNumber.of(path, first + 1, second);
    long y = AddressNumber.of(path, second + 1, path.length() - END.length());
    if (!TileCoordinate.exists(zoom, x, y)) {
      return null;
    }
    List<Long> divisions = null;
    if (query != null) {
      long id =
          query.startsWith(DIVISION)
              ? AddressNumber.of(query, DIVISION.length(), query.length())
              : -1;
      if (id < 0) {
        return null;
      }
      divisions = List.of(id);
    }
    return new TileKey(new TileCoordinate((int) zoom, (int) x, (int) y), divisions, drafts);
  }
}
