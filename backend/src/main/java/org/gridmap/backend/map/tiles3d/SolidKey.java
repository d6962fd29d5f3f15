package org.gridmap.backend.map.tiles3d;

import java.util.List;
import org.gridmap.backend.map.PieceCache;
import org.gridmap.geodata.solid.SolidCell;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/**
 * What a file of the 3D tiles is kept under.
 *
 * @param cell its cell, or the root of its subtree
 * @param divisions null means those that are shown at the time, or that it does not matter
 * @param query what the tileset hands on to the addresses in it; empty for all others
 */
record SolidKey(
    Kind kind, SolidCell cell, @Nullable List<Long> divisions, boolean drafts, String query)
    implements PieceCache.Piece {
  /** The whole Earth. */
  static final SolidCell EVERYWHERE = new SolidCell(0, 0, 0);

  enum Kind {
    TILESET,
    SUBTREE,
    CONTENT
  }

  @Override
  public Envelope degrees() {
    return cell.degrees();
  }
}
