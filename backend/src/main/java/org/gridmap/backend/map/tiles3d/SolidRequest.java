package org.gridmap.backend.map.tiles3d;

import java.util.List;
import org.gridmap.geodata.solid.SolidCell;
import org.jspecify.annotations.Nullable;

/**
 * The content of one cell to be drawn.
 *
 * @param detailed whether each thing stands by itself; else things are put together
 * @param divisions the divisions by whose grids things are put together; null means all that are
 *     shown
 * @param drafts whether those may be divisions that are not in force
 */
public record SolidRequest(
    SolidCell cell, boolean detailed, @Nullable List<Long> divisions, boolean drafts) {
  /** A content never weighs more, uncompressed. */
  public static final int MAX_BYTES = 1_000_000;
}
