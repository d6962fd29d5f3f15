package org.gridmap.backend.land;

import java.util.List;
import org.gridmap.geodata.code.GridKind;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;

/**
 * A division of land that is about to be stored.
 *
 * @param rootCode code of the area that is divided
 * @param name name of the area
 * @param source where it comes from; storing the same source again replaces its earlier draft
 * @param attribution whom the map must name, empty for nobody
 * @param synthetic whether the geometry is made up
 * @param required the outline that the grids of level 1 must cover exactly, EPSG:4490; null when
 *     only the grids themselves say what they cover
 * @param mayBePublished whether it comes into force when the coverage check finds nothing and no
 *     other division of the area is in force
 * @param grids the grids in any order
 */
public record DivisionDraft(
    String rootCode,
    String name,
    String source,
    String attribution,
    boolean synthetic,
    @Nullable Geometry required,
    boolean mayBePublished,
    List<GridDraft> grids) {

  /** Copies the grids. */
  public DivisionDraft {
    grids = List.copyOf(grids);
  }

  /**
   * A grid that is about to be stored.
   *
   * @param code unique in its division
   * @param name name shown on the map
   * @param parentCode code of the grid above, null for a root
   * @param levelName what the level is called, null for the usual name
   * @param kind kind of unit
   * @param geometry EPSG:4490, degrees, longitude first; may be invalid in a draft
   */
  public record GridDraft(
      String code,
      String name,
      @Nullable String parentCode,
      @Nullable String levelName,
      GridKind kind,
      MultiPolygon geometry) {}
}
