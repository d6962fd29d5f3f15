package org.gridmap.geodata.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * One feature of a file, checked by the guard.
 *
 * @param row the place in the file, counted from 1 over all features, refused ones included
 * @param id the feature's own id, if the format has one
 * @param attributes the fields in file order; values are String, Long, Double, Boolean or a List of
 *     these; absent and null fields are left out
 * @param geometry two dimensions; longitude first, degrees, SRID 4490, unless {@link
 *     ReadOptions#drawn} leaves it as it was drawn
 */
public record SourceFeature(
    long row, @Nullable String id, Map<String, Object> attributes, Geometry geometry) {}
