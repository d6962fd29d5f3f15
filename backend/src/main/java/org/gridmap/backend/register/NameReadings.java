package org.gridmap.backend.register;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * How a name may be typed: its characters, its pinyin without tones, its initials. A character with
 * several readings gives several lines, because nobody knows how the next one types it; a family
 * name has readings of its own (单 is Shàn, 仇 is Qiú).
 */
public final class NameReadings {
  private static final int MOST_READINGS = 24;

  /** What people write between the parts of a name, or leave out. */
  private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Cntrl}·•‧'’-]+");

  private static final Map<Integer, List<String>> KNOWN = new ConcurrentHashMap<>();

  /** Family names of one character whose reading as a name differs from the usual one. */
  private static final Map<String, String> SURNAMES =
      Map.ofEntries(
          Map.entry("单", "shan"),
          Map.entry("仇", "qiu"),
          Map.entry("曾", "zeng"),
          Map.entry("解", "xie"),
          Map.entry("区", "ou"),
          Map.entry("查", "zha"),
          Map.entry("盖", "ge"),
          Map.entry("任", "ren"),
          Map.entry("朴", "piao"),
          Map.entry("尹", "yin"),
          Map.entry("洗", "xian"),
          Map.entry("冼", "xian"),
          Map.entry("覃", "qin"),
          Map.entry("繁", "po"),
          Map.entry("翟", "zhai"),
          Map.entry("乐", "yue"),
          Map.entry("员", "yun"),
          Map.entry("贠", "yun"),
          Map.entry("种", "chong"),
          Map.entry("重", "chong"),
          Map.entry("召", "shao"),
          Map.entry("折", "she"),
          Map.entry("华", "hua"),
          Map.entry("缪", "miao"),
          Map.entry("纪", "ji"),
          Map.entry("晟", "cheng"),
          Map.entry("不", "fou"),
          Map.entry("黑", "he"),
          Map.entry("秘", "bi"),
          Map.entry("惠", "hui"),
          Map.entry("隗", "kui"),
          Map.entry("宁", "ning"),
          Map.entry("祭", "zhai"),
          Map.entry("那", "na"),
          Map.entry("能", "nai"),
          Map.entry("逄", "pang"),
          Map.entry("钭", "tou"),
          Map.entry("难", "ning"),
          Map.entry("牟", "mu"),
          Map.entry("阙", "que"),
          Map.entry("俞", "yu"),
          Map.entry("句", "gou"),
          Map.entry("勾", "gou"),
          Map.entry("相", "xiang"),
          Map.entry("燕", "yan"),
          Map.entry("应", "ying"),
          Map.entry("郇", "xun"),
          Map.entry("郗", "xi"),
          Map.entry("尉", "wei"),
          Map.entry("谌", "chen"),
          Map.entry("訾", "zi"),
          Map.entry("佴", "nai"),
          Map.entry("妫", "gui"),
          Map.entry("哈", "ha"),
          Map.entry("撒", "sa"),
          Map.entry("筰", "zuo"),
          Map.entry("车", "che"),
          Map.entry("柏", "bai"),
          Map.entry("鲍", "bao"),
          Map.entry("薄", "bo"),
          Map.entry("卜", "bu"),
          Map.entry("晁", "chao"),
          Map.entry("褚", "chu"),
          Map.entry("都", "du"),
          Map.entry("费", "fei"),
          Map.entry("葛", "ge"),
          Map.entry("过", "guo"),
          Map.entry("尧", "yao"),
          Map.entry("臧", "zang"),
          Map.entry("祝", "zhu"),
          Map.entry("沈", "shen"),
          Map.entry("石", "shi"),
          Map.entry("盛", "sheng"),
          Map.entry("眭", "sui"),
          Map.entry("宿", "su"),
          Map.entry("万", "wan"),
          Map.entry("行", "xing"),
          Map.entry("於", "yu"));

  /** Family names of two characters that are not read as their characters are. */
  private static final Map<String, List<String>> LONG_SURNAMES =
      Map.of(
          "万俟", List.of("mo", "qi"),
          "尉迟", List.of("yu", "chi"),
          "长孙", List.of("zhang", "sun"),
          "澹台", List.of("tan", "tai"),
          "单于", List.of("chan", "yu"),
          "令狐", List.of("ling", "hu"),
          "宿勤", List.of("su", "qin"),
          "尉犁", List.of("yu", "li"));

  private NameReadings() {}

  /**
   * The lines under which a name is found, each between line feeds so that a line feed marks a
   * beginning: the name, then pinyin and initials of every reading.
   */
  public static String searchLine(String name) {
    Set<String> lines = new LinkedHashSet<>();
    lines.add(plain(name));
    for (List<String> reading : list(name)) {
      lines.add(String.join("", reading));
      StringBuilder initials = new StringBuilder();
      reading.forEach(syllable -> initials.append(syllable.charAt(0)));
      lines.add(initials.toString());
    }
    return "\n" + String.join("\n", lines) + "\n";
  }

  /** A name or a query as it is compared: full width becomes plain, no spaces, small letters. */
  public static String plain(String text) {
    String wide = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return BETWEEN.matcher(wide).replaceAll("");
  }

  /**
   * How the first character of a name may be read, without tones, the likeliest first: all that a
   * masked name tells of its pinyin.
   */
  public static List<String> firstReadings(String name) {
    String plain = plain(name);
    return plain.isEmpty() ? List.of() : surnameReadings(plain.codePointAt(0));
  }

  /** Every reading of a name, the likeliest first; each a syllable for each character. */
  static List<List<String>> list(String name) {
    int[] characters = plain(name).codePoints().toArray();
    List<List<String>> readings = new ArrayList<>(List.of(List.of()));
    int next = 0;
    if (characters.length > 1) {
      List<String> surname =
          LONG_SURNAMES.get(Character.toString(characters[0]) + Character.toString(characters[1]));
      if (surname != null && characters.length > 2) {
        readings = new ArrayList<>(List.of(surname));
        next = 2;
      }
    }
    for (int i = next; i < characters.length; i++) {
      List<String> choices = i == 0 ? surnameReadings(characters[0]) : readings(characters[i]);
      List<List<String>> longer = new ArrayList<>();
      for (String choice : choices) {
        for (List<String> begun : readings) {
          if (longer.size() < MOST_READINGS) {
            List<String> more = new ArrayList<>(begun);
            more.add(choice);
            longer.add(more);
          }
        }
      }
      readings = longer;
    }
    return readings.getFirst().isEmpty() ? List.of() : readings;
  }

  private static List<String> surnameReadings(int character) {
    Set<String> all = new LinkedHashSet<>();
    String known = SURNAMES.get(Character.toString(character));
    if (known != null) {
      all.add(known);
    }
    all.addAll(readings(character));
    return List.copyOf(all);
  }

  private static List<String> readings(int character) {
    return KNOWN.computeIfAbsent(character, NameReadings::lookUp);
  }

  private static List<String> lookUp(int character) {
    if (!Character.isIdeographic(character) || !Character.isBmpCodePoint(character)) {
      return List.of(Character.toString(character));
    }
    Set<String> all = new LinkedHashSet<>();
    for (String reading : PinyinHelper.toPinyinList((char) character, PinyinStyleEnum.NORMAL)) {
      String plain = reading.replace('ü', 'v').replaceAll("[^a-z]", "");
      if (!plain.isEmpty()) {
        all.add(plain);
      }
    }
    return all.isEmpty() ? List.of(Character.toString(character)) : List.copyOf(all);
  }
}
