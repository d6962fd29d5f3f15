package org.gridmap.backend.plan.view;

import org.jspecify.annotations.Nullable;

/** What levels are called until the plan comes into force and names those that have no name yet. */
final class ProvisionalLevelName {
  private ProvisionalLevelName() {}

  /**
   * @param own the grid's own word
   * @param level 1 for the root
   */
  static String of(@Nullable String own, int level) {
    return own != null ? own : "第" + level + "级";
  }
}
