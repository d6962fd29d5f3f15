package org.gridmap.geodata.source.row;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gridmap.geodata.source.row.HouseRow.Use;
import org.jspecify.annotations.Nullable;

/** Reads the use of a building from Chinese words and from OpenStreetMap's values. */
final class BuildingUse {

  /** The first entry with a word in the text decides, so the narrow ones come first. */
  private static final Map<Use, List<String>> CHINESE = chinese();

  private static final Map<String, Use> ENGLISH = english();

  private BuildingUse() {}

  private static Map<Use, List<String>> chinese() {
    Map<Use, List<String>> words = new LinkedHashMap<>();
    words.put(Use.MIXED, List.of("商住", "住商", "混合", "综合", "店屋", "前店后"));
    words.put(Use.STORAGE, List.of("仓", "储", "车库", "库房"));
    words.put(
        Use.PUBLIC,
        List.of(
            "学校", "教育", "幼儿", "医", "卫生", "公共", "公益", "政府", "机关", "宗教", "祠", "庙", "寺", "教堂", "文化",
            "体育", "养老", "村委", "居委"));
    words.put(Use.INDUSTRIAL, List.of("工业", "厂", "生产", "车间", "作坊"));
    words.put(Use.RESIDENTIAL, List.of("住宅", "居住", "居民", "民房", "自建", "公寓", "宿舍", "住房", "自住", "别墅"));
    words.put(Use.COMMERCIAL, List.of("商", "店", "酒店", "宾馆", "办公", "写字", "市场", "餐", "银行", "经营"));
    return words;
  }

  private static Map<String, Use> english() {
    Map<String, Use> uses = new LinkedHashMap<>();
    put(uses, Use.MIXED, "mixed mixed_use residential;retail retail;residential");
    put(
        uses,
        Use.RESIDENTIAL,
        "residential apartments apartment house detached semidetached_house terrace dormitory"
            + " bungalow villa farm cabin static_caravan houseboat flats dwelling");
    put(
        uses,
        Use.COMMERCIAL,
        "commercial retail office offices hotel hostel motel guest_house supermarket kiosk mall shop"
            + " bank restaurant cafe fast_food bar pub marketplace department_store casino nightclub");
    put(uses, Use.INDUSTRIAL, "industrial factory manufacture works workshop brewery");
    put(
        uses,
        Use.PUBLIC,
        "public civic government school university college kindergarten hospital clinic church"
            + " chapel cathedral mosque temple shrine synagogue monastery museum library"
            + " train_station transportation fire_station police stadium sports_hall sports_centre"
            + " grandstand theatre townhall place_of_worship community_centre castle palace"
            + " courthouse post_office attraction gallery toilets");
    put(
        uses,
        Use.STORAGE,
        "warehouse garage garages carport shed storage storage_tank parking hangar barn silo");
    return uses;
  }

  private static void put(Map<String, Use> uses, Use use, String words) {
    for (String word : words.split(" ", -1)) {
      uses.put(word, use);
    }
  }

  /** The use; null for no text, and for OpenStreetMap's {@code yes}, which says nothing. */
  static @Nullable Use of(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String plain = text.strip().toLowerCase(Locale.ROOT);
    if (plain.equals("yes") || plain.equals("no") || plain.equals("unknown")) {
      return null;
    }
    Use english = ENGLISH.get(plain.replace(' ', '_'));
    if (english != null) {
      return english;
    }
    for (Use use : Use.values()) {
      if (use.name().equalsIgnoreCase(plain)) {
        return use;
      }
    }
    for (Map.Entry<Use, List<String>> entry : CHINESE.entrySet()) {
      if (entry.getValue().stream().anyMatch(plain::contains)) {
        return entry.getKey();
      }
    }
    return Use.OTHER;
  }
}
