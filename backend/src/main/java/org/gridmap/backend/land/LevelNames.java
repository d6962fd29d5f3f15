package org.gridmap.backend.land;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names the levels of a division: administrative levels by the suffix of the areas' own names (县,
 * 镇, 村 …), levels of grids by how many of them there are. With two levels of grids the lower one is
 * 单元网格.
 */
final class LevelNames {
  private static final List<String> ONE_OF_GRIDS = List.of("单元网格");
  private static final List<String> MORE_OF_GRIDS = List.of("工作片", "单元网格", "楼栋");

  /** Kinds of areas, from the largest; the last is what a root is whose name says nothing. */
  private enum Area {
    COUNTY("县（市、区）", Map.of("县", "县", "市", "市")),
    TOWN("乡镇（街道）", Map.of("镇", "镇", "乡", "乡", "街道", "街道")),
    VILLAGE(
        "村（社区）",
        Map.of("村", "村", "村委会", "村", "村民委员会", "村", "社区", "社区", "居委会", "社区", "居民委员会", "社区"));

    private final String any;
    private final Map<String, String> endings;

    Area(String any, Map<String, String> endings) {
      this.any = any;
      this.endings = endings;
    }

    private @Nullable String wordFor(String name) {
      return endings.entrySet().stream()
          .filter(ending -> name.endsWith(ending.getKey()))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(null);
    }

    /** What areas with these names are called together; null if one of them is no such area. */
    private @Nullable String wordFor(Collection<String> names) {
      List<String> words = new ArrayList<>();
      for (String name : names) {
        String word = wordFor(name);
        if (word == null) {
          return null;
        }
        words.add(word);
      }
      return words.stream().distinct().count() == 1 ? words.getFirst() : any;
    }
  }

  private LevelNames() {}

  /** The name of each level of a tree, the root's first. */
  static List<String> of(GridTree tree) {
    Map<Integer, List<GridTree.Node>> levels =
        tree.nodes().stream()
            .collect(
                Collectors.groupingBy(GridTree.Node::level, TreeMap::new, Collectors.toList()));
    List<String> names = new ArrayList<>();
    int least = 0;
    for (List<GridTree.Node> level : levels.values()) {
      boolean root = names.isEmpty();
      if (!root && level.stream().anyMatch(GridTree.Node::leaf)) {
        break;
      }
      List<String> own = level.stream().map(node -> node.draft().name()).toList();
      String word = null;
      for (Area kind : Area.values()) {
        if (word == null && kind.ordinal() >= least) {
          word = kind.wordFor(own);
          least = word == null ? least : kind.ordinal() + 1;
        }
      }
      if (word == null && root) {
        word = Area.VILLAGE.any;
        least = Area.values().length;
      }
      if (word == null) {
        break;
      }
      names.add(word);
    }
    int gridLevels = levels.size() - names.size();
    List<String> ofGrids = gridLevels == 1 ? ONE_OF_GRIDS : MORE_OF_GRIDS;
    for (int i = 0; i < gridLevels; i++) {
      names.add(i < ofGrids.size() ? ofGrids.get(i) : "第" + (names.size() + 1) + "级");
    }
    return names;
  }
}
