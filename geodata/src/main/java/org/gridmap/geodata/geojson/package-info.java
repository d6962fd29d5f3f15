/** Features and geometries as GeoJSON writes them (RFC 7946). */
@NullMarked
package org.gridmap.geodata.geojson;

import org.jspecify.annotations.NullMarked;
