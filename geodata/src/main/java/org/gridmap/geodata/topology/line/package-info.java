/**
 * Lines that follow from others: the nearest place on a border, the line midway between two
 * borders, the border midway between houses.
 */
@NullMarked
package org.gridmap.geodata.topology.line;

import org.jspecify.annotations.NullMarked;
