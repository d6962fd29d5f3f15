package org.gridmap.geodata.demo.place;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.geodata.demo.DemoGrid;
import org.gridmap.geodata.demo.DemoHouse;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.demo.SeededRandom;
import org.gridmap.geodata.demo.identity.PersonNames;
import org.gridmap.geodata.demo.identity.SyntheticPhones;
import org.jspecify.annotations.Nullable;

/**
 * The enterprises and shops of a town: one enterprise on the ground of every factory and in every
 * other industrial house, one shop in every commercial house and in three of four houses with both
 * flats and a shop floor. Their people are counted later, when everybody has a workplace.
 */
public final class Employers {
  private static final String[] FIRST = {
    "恒", "鑫", "昌", "捷", "盛", "旺", "联", "锐", "卓", "启", "诚", "裕", "泰", "隆", "宏", "凯"
  };
  private static final String[] SECOND = {
    "达", "步", "源", "丰", "辉", "发", "利", "腾", "峰", "跃", "美", "安"
  };
  private static final String[] TRADE = {"鞋业", "鞋材厂", "鞋服", "鞋底厂", "针车加工厂", "皮革厂", "包装厂", "印花厂"};
  private static final String[] SHOP_OF = {
    "阿明", "顺发", "好又多", "福满", "金源", "佳佳", "兴旺", "百姓", "老陈", "阿珠", "小四川", "湘味", "贵州", "江西"
  };
  private static final String[] SHOP = {
    "食杂店", "小吃店", "理发店", "五金店", "手机店", "早餐店", "便利店", "服装店", "鞋材店"
  };

  private final List<DemoOrganisation> large = new ArrayList<>();
  private final List<DemoOrganisation> all = new ArrayList<>();
  private final Map<String, List<DemoOrganisation>> byKind = new HashMap<>();

  /** The employers of a town, always the same for a random stream. */
  public Employers(DemoTown town, TownIndex index, SyntheticPhones phones, SeededRandom random) {
    PersonNames names = new PersonNames(random.fork("owners"));
    for (DemoHouse house : town.houses()) {
      String kind = null;
      String name = null;
      DemoGrid grid = index.grid(index.gridOf(house));
      boolean site = grid.kind().equals("EXCLUSIVE");
      boolean factory = false;
      if (house.use().equals("INDUSTRIAL") && site) {
        String firm = grid.name();
        if (large.stream().noneMatch(known -> known.name().equals(firm))) {
          kind = "ENTERPRISE";
          name = firm;
          factory = true;
        }
      } else if (house.use().equals("INDUSTRIAL")) {
        kind = "ENTERPRISE";
        name = pick(FIRST, random) + pick(SECOND, random) + pick(TRADE, random);
      } else if (house.use().equals("COMMERCIAL")
          || (house.use().equals("MIXED") && random.chance(0.75))) {
        kind = "SHOP";
        name = house.name() == null ? pick(SHOP_OF, random) + pick(SHOP, random) : house.name();
      }
      if (kind != null && name != null) {
        String contact = names.surname(kind.equals("ENTERPRISE")) + names.given(true, 1972);
        DemoOrganisation organisation =
            new DemoOrganisation(
                index.id("O", all.size() + 1),
                kind,
                name,
                house.sourceId(),
                grid.code(),
                contact,
                phones.next(),
                0,
                0);
        all.add(organisation);
        if (factory) {
          large.add(organisation);
        } else {
          byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(organisation);
        }
      }
    }
  }

  private static String pick(String[] from, SeededRandom random) {
    return from[random.below(from.length)];
  }

  /** Every enterprise and shop. */
  public List<DemoOrganisation> list() {
    return List.copyOf(all);
  }

  /** The factory on whose ground a dormitory stands, {@code null} if there is none. */
  public @Nullable DemoOrganisation factoryOf(String gridCode) {
    return large.stream().filter(one -> one.gridCode().equals(gridCode)).findFirst().orElse(null);
  }

  /**
   * Where somebody of the village works: half of those who work in the factories, three of ten in a
   * workshop, few in a shop. {@code null}: outside the village.
   */
  public @Nullable DemoOrganisation draw(SeededRandom random) {
    double draw = random.next();
    String kind = draw < 0.8 ? "ENTERPRISE" : "SHOP";
    if (draw < 0.5 && !large.isEmpty()) {
      return random.pick(large);
    }
    List<DemoOrganisation> some = byKind.getOrDefault(kind, List.of());
    return draw > 0.88 || some.isEmpty() ? null : random.pick(some);
  }
}
