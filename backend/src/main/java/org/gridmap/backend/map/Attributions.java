package org.gridmap.backend.map;

import java.util.List;

/** Whom a map of the town must name; implemented by the modules that know the sources. */
@FunctionalInterface
public interface Attributions {
  /**
   * The names, each once, as the sources wrote them.
   *
   * @param drafts whether divisions that are not in force are on the map
   */
  List<String> listAttributions(boolean drafts);
}
