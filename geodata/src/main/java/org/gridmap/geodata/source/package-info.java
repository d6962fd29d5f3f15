/**
 * Reads files of a town into features in EPSG:4490, longitude first. GeoJSON and TopoJSON are read
 * here, every other format by GDAL in a guarded child process; what this package adds to GDAL is
 * limits, encodings, evidence about the coordinate reference system and a report of rows.
 *
 * <p>It is one pipeline of which only seven types are public: file → {@code FileFormat}, unpacked
 * where need be → {@code GeoJsonReader}, fed by {@code GdalReader} where the format is not GeoJSON,
 * or {@code TopoJsonReader} → {@code FeatureIntake} → sink. Splitting it would make the rest
 * public.
 */
@NullMarked
package org.gridmap.geodata.source;

import org.jspecify.annotations.NullMarked;
