/**
 * The people of a synthetic town: households, residents, telephones, and what is deliberately wrong
 * about them. Nobody in here exists.
 */
@NullMarked
package org.gridmap.geodata.demo.people;

import org.jspecify.annotations.NullMarked;
