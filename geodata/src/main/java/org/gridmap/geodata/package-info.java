/**
 * What a division of land is, how to check it, change it, read, write and encode it. Plain Java on
 * JTS: no Spring, no SQL, no HTTP.
 */
@NullMarked
package org.gridmap.geodata;

import org.jspecify.annotations.NullMarked;
