package org.gridmap.backend.plan.exchange;

import java.util.List;
import org.gridmap.backend.plan.exchange.FileDivision.Defect;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.MultiPolygon;

/**
 * What a plan would become by a file.
 *
 * @param version of the plan with which the file was compared
 * @param format format of the file
 * @param crs coordinate system that it was read in
 * @param rows grids in the file
 * @param notes what was decided while it was read, in English
 * @param defects what keeps it from being a division; then it cannot be taken
 * @param changes whether the plan would be another one
 * @param grids every leaf of the plan and of the file, and higher grids that are new or gone
 */
record FileChange(
    long version,
    String format,
    String crs,
    int rows,
    List<String> notes,
    List<Defect> defects,
    boolean changes,
    List<MatchedGrid> grids) {

  /** What becomes of a grid. */
  enum GridFate {
    /** It is the same. */
    KEPT,
    /** Its land is the same, its name, kind or place in the tree is not. */
    RENAMED,
    /** It has other land. */
    MOVED,
    NEW,
    GONE
  }

  /**
   * A grid of the plan, of the file, or of both.
   *
   * @param code code that it has then; that it had where it goes
   * @param fileCode code in the file; null where it has none
   * @param name name that it has then; that it had where it goes
   * @param fate what becomes of it
   * @param byLand whether it was found by its land, not by its code
   * @param place a point in it, longitude and latitude; null where nothing of it could be built
   * @param areaBefore in m²; null for a new one
   * @param areaAfter in m²; null for one that goes
   * @param gained land that it gains, in m²
   * @param lost land that it loses, in m²
   * @param land the land that a leaf has then, or had where it goes; null where its land stays
   * @param residentsBefore as the caller may be told; null where not
   * @param residentsAfter as the caller may be told; null where not, or where nothing can be taken
   */
  record MatchedGrid(
      String code,
      @Nullable String fileCode,
      String name,
      GridFate fate,
      boolean byLand,
      @Nullable Coordinate place,
      @Nullable Double areaBefore,
      @Nullable Double areaAfter,
      double gained,
      double lost,
      @Nullable MultiPolygon land,
      @Nullable Long residentsBefore,
      @Nullable Long residentsAfter) {}
}
