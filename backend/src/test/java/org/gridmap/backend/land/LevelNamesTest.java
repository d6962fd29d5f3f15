package org.gridmap.backend.land;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
import org.gridmap.geodata.code.GridKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.GeometryFactory;

class LevelNamesTest {
  /** A tree without branches: names from the root down. */
  private static GridTree tree(List<String> names) {
    List<GridDraft> grids = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      grids.add(grid("c" + i, names.get(i), i == 0 ? null : "c" + (i - 1)));
    }
    return GridTree.of(grids);
  }

  private static GridDraft grid(String code, String name, String parent) {
    return new GridDraft(
        code, name, parent, null, GridKind.BASE, new GeometryFactory().createMultiPolygon());
  }

  @ParameterizedTest
  @CsvSource({
    "柳渡村 第1网格, 村 单元网格",
    "柳渡村村民委员会 第1片 第1网格, 村 工作片 单元网格",
    "晋阳社区居委会 1 2 3, 社区 工作片 单元网格 楼栋",
    "柳渡 第1网格, 村（社区） 单元网格",
    "柳渡镇 第1网格, 镇 单元网格",
    "柳渡镇 洋埭村 第1网格, 镇 村 单元网格",
    "青阳街道 象山社区 第1片 第1网格, 街道 社区 工作片 单元网格",
    "南安市 仑苍镇 大宇村 第1片 第1网格 1栋, 市 镇 村 工作片 单元网格 楼栋",
    // A natural village inside of an administrative one is no village of its own.
    "洋埭村 上厝村 第1网格, 村 工作片 单元网格",
    "柳渡村 a b c d, 村 工作片 单元网格 楼栋 第5级",
  })
  void levels_are_named_from_what_they_are(String names, String levels) {
    assertThat(LevelNames.of(tree(List.of(names.split(" "))))).containsExactly(levels.split(" "));
  }

  @Test
  void villages_and_communities_of_one_town_share_a_word() {
    GridTree town =
        GridTree.of(
            List.of(
                grid("t", "柳渡镇", null),
                grid("a", "洋埭村", "t"),
                grid("b", "花厅口社区", "t"),
                grid("a1", "第1网格", "a"),
                grid("b1", "第1网格", "b")));
    assertThat(LevelNames.of(town)).containsExactly("镇", "村（社区）", "单元网格");
  }
}
