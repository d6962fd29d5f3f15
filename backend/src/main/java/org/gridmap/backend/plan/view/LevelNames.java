package org.gridmap.backend.plan.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What levels are called where a grid does not say so. */
final class LevelNames {
  private static final List<String> USUAL = List.of("村（社区）", "工作片", "单元网格", "楼栋");

  private LevelNames() {}

  /**
   * @param own the grid's own word
   * @param level 1 for the root
   */
  static String of(@Nullable String own, int level) {
    if (own != null) {
      return own;
    }
    return level >= 1 && level <= USUAL.size() ? USUAL.get(level - 1) : "第" + level + "级";
  }
}
