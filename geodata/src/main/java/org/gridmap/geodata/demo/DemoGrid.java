package org.gridmap.geodata.demo;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * One grid of a synthetic division.
 *
 * @param code unique code: nine digits for a zone, twelve for a village, GB15 for every other grid
 * @param parentCode code of the grid one level above, {@code null} for the root
 * @param name Chinese display name
 * @param level depth in the tree, 1 for the root
 * @param levelName what the level is called in the village, for example 单元网格
 * @param kind {@code BASE} or {@code EXCLUSIVE}
 * @param leaf whether the grid has no children
 * @param polygon area in degrees, longitude first, EPSG:4490; a polygon, with a hole where another
 *     grid is an island in it (a multi-polygon only in {@link DemoTown#faultyDraft})
 */
public record DemoGrid(
    String code,
    @Nullable String parentCode,
    String name,
    int level,
    String levelName,
    String kind,
    boolean leaf,
    Geometry polygon) {}
