package org.gridmap.geodata.crs;

import org.jspecify.annotations.Nullable;

/**
 * What to do about a datum that is not CGCS2000.
 *
 * @param shift the parameters of the place; null where nobody gave any
 * @param inexactAllowed whether a datum without published shift may be taken as it is, for work in
 *     the drawing's own plane, to which the datum does not matter
 */
public record DatumChoice(@Nullable DatumShift shift, boolean inexactAllowed) {

  /** Published shifts only; a datum without one is refused. */
  public static final DatumChoice PUBLISHED = new DatumChoice(null, false);
}
