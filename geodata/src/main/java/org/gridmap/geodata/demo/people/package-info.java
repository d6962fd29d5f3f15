/**
 * The people of a synthetic town: households, residents, telephones, and the slips of their
 * register. Nobody in here exists.
 */
@NullMarked
package org.gridmap.geodata.demo.people;

import org.jspecify.annotations.NullMarked;
