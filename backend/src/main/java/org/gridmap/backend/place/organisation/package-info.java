/**
 * Companies, shops, party branches and let houses, each in a house. Who stands behind one is a
 * person: sealed, behind row-level security, and shown masked to those in whose scope the house is.
 */
@NamedInterface("organisation")
@NullMarked
package org.gridmap.backend.place.organisation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
