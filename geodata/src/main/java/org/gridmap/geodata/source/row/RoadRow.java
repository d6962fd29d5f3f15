package org.gridmap.geodata.source.row;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.MultiLineString;

/**
 * A road as a file gives it.
 *
 * @param row the place in the file, from 1
 * @param sourceId the feature's id in its source
 * @param name name of the road
 * @param kind class of the road as the source writes it, for example {@code residential}
 * @param geometry EPSG:4490, longitude first, degrees
 */
public record RoadRow(
    long row,
    @Nullable String sourceId,
    @Nullable String name,
    @Nullable String kind,
    MultiLineString geometry) {}
