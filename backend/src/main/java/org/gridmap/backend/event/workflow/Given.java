package org.gridmap.backend.event.workflow;

import java.util.EnumSet;
import java.util.Set;

/**
 * What came with an action.
 *
 * @param parts what of it is there; a reason of blanks is none, a picture counts if it was added
 *     with this action
 */
public record Given(Set<Need> parts) {

  public Given {
    parts = Set.copyOf(parts);
  }

  public static Given of(
      boolean text, boolean photo, boolean place, boolean reason, boolean target) {
    EnumSet<Need> parts = EnumSet.noneOf(Need.class);
    add(parts, Need.TEXT, text);
    add(parts, Need.PHOTO, photo);
    add(parts, Need.PLACE, place);
    add(parts, Need.REASON, reason);
    add(parts, Need.TARGET, target);
    return new Given(parts);
  }

  private static void add(Set<Need> parts, Need part, boolean there) {
    if (there) {
      parts.add(part);
    }
  }
}
