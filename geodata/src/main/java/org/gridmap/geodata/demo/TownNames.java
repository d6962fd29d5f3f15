package org.gridmap.geodata.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Invents names in the manner of southern Fujian; no name is given twice. */
final class TownNames {
  private static final String FIRST = "祥福瑞永吉泰兴隆丰华德仁义信文嘉锦宏盛聚和康宝鸿";
  private static final String SECOND = "福安兴和宁昌荣源顺庆隆盛裕泰达祥";

  private static final List<String> LANES =
      List.of(
          "一米", "榕树", "大埕", "祠堂", "古井", "石埕", "龙眼", "荔枝", "渔行", "打铁", "灯笼", "海蛎", "蚝壳", "红砖", "花厅",
          "书房", "宫后", "宫前", "妈祖", "观音", "土地", "新厝", "旧厝", "大厝", "护厝", "水门", "埭头", "埭尾", "沟墘", "池墘",
          "桥头", "塔仔", "染布", "豆干", "米粉", "糖房", "油车", "石狮", "旗杆", "进士", "举人", "鞋楦", "皮料", "针车", "盐馆",
          "当店", "戏台", "木屐", "竹篮", "后山", "井边", "更楼", "三落", "五间张", "番仔楼", "石敢当", "船坞", "晒网", "麦芽",
          "落花生");

  private static final List<String> ALIASES =
      List.of(
          "老榕树旁", "大埕厝", "井边厝", "三落大厝", "番仔楼", "红砖厝", "石头厝", "池边厝", "桥头厝", "宫口厝", "老供销社", "旧粮站",
          "老戏台边", "五间张", "出砖入石厝", "龙眼树下", "水塔边", "旧学堂", "碾米间", "打铁店", "阿婆面线糊楼上", "裁缝店楼上", "老邮电所",
          "双护厝", "牌坊内", "菜市口第二间", "照相馆楼", "拐角楼", "补鞋摊后", "老厂宿舍");

  private static final List<String> SHOP_FIRST =
      List.of("顺发", "好又多", "阿明", "福满", "金源", "佳佳", "兴旺", "百姓", "华丰", "联兴", "新时代", "建成", "来发", "宏达");

  private static final List<String> SHOP_KIND =
      List.of("食杂店", "鞋材店", "面线糊店", "药店", "五金店", "理发店", "服装店", "土笋冻店", "皮革行", "快餐店", "手机店", "旅馆");

  private final SeededRandom random;
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> lanesOf = new HashMap<>();
  private final List<String> lanesLeft = new ArrayList<>(LANES);

  TownNames(SeededRandom random) {
    this.random = random;
  }

  void take(String name) {
    taken.add(name);
  }

  /** A street, for example 祥福路. */
  String street() {
    while (true) {
      char first = FIRST.charAt(random.below(FIRST.length()));
      char second = SECOND.charAt(random.below(SECOND.length()));
      String name = "" + first + second + (random.chance(0.72) ? "路" : "街");
      if (first != second && taken.add(name)) {
        return name;
      }
    }
  }

  /** A lane off {@code parent}: an old proper name such as 一米巷, or a number such as 祥福路3巷. */
  String lane(String parent, boolean old) {
    if (old && !lanesLeft.isEmpty()) {
      String name = lanesLeft.remove(random.below(lanesLeft.size())) + "巷";
      if (taken.add(name)) {
        return name;
      }
    }
    boolean offLane = parent.endsWith("巷") || parent.endsWith("弄");
    while (true) {
      int ordinal = lanesOf.merge(parent, 1, Integer::sum);
      String name = parent + ordinal + (offLane ? "弄" : "巷");
      if (taken.add(name)) {
        return name;
      }
    }
  }

  String alias() {
    return random.pick(ALIASES);
  }

  String shop() {
    return random.pick(SHOP_FIRST) + random.pick(SHOP_KIND);
  }
}
