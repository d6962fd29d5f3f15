/**
 * Reads files of a town into features in EPSG:4490, longitude first. GeoJSON is read here, every
 * other format by GDAL in a guarded child process; what this package adds to GDAL is limits,
 * encodings, evidence about the coordinate reference system and a report of rows.
 */
@NullMarked
package org.gridmap.geodata.source;

import org.jspecify.annotations.NullMarked;
