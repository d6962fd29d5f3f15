package org.gridmap.backend.gates;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gridmap.backend.register.load.NewHousehold;
import org.gridmap.backend.register.load.NewPhone;
import org.gridmap.backend.register.load.NewResident;

/** 500 residents who carry strings that occur nowhere else, each alone in a household. */
final class Canaries {
  private static final int COUNT = 500;

  /** Characters that nobody else's name is made of, and hardly any text. */
  private static final String RARE = "龘靐齉爨鱻麤猋骉羴毳赑屭饕餮夔魑魅魍魉彧翀鬯甪亍彳氕氘氚籴粜囧嫑";

  private Canaries() {}

  /**
   * A resident whose fields can be recognised wherever they turn up.
   *
   * @param name the whole name
   * @param givenName two rare characters that no other resident has in this order
   * @param phone begins with 10907, as the number of no other resident does
   * @param workplace contains a code that nothing else contains
   * @param note contains another such code
   */
  record Canary(String name, String givenName, String phone, String workplace, String note) {
    /** What to search for: each string occurs in this resident's fields and nowhere else. */
    List<String> marks() {
      return List.of(givenName, phone, workplace, note);
    }
  }

  static List<Canary> make() {
    SplittableRandom random = new SplittableRandom(20_261_122);
    return IntStream.range(0, COUNT)
        .mapToObj(i -> {
          // 37 and 1024 have no common factor, so no pair of characters comes twice.
          int pair = i * 37 % (RARE.length() * RARE.length());
          String given = "" + RARE.charAt(pair / RARE.length()) + RARE.charAt(pair % RARE.length());
          return new Canary(
              "陈林李王张".charAt(i % 5) + given,
              given,
              String.format(Locale.ROOT, "10907%06d", i * 1_931),
              code("ZQW", i, random) + "工坊",
              "备注" + code("ZQN", i, random));
        })
        .toList();
  }

  private static String code(String start, int ordinal, SplittableRandom random) {
    return String.format(Locale.ROOT, "%s%03d%08X", start, ordinal, random.nextInt());
  }

  /**
   * They move in.
   *
   * @param houses as many houses as there are canaries, by the identifiers of their source
   */
  static Stream<NewHousehold> households(
      List<Canary> canaries, List<String> houses, String villageCode) {
    return IntStream.range(0, COUNT)
        .mapToObj(i ->
            new NewHousehold(
                "canary-" + i,
                houses.get(i),
                villageCode,
                "C" + i,
                "",
                "FAMILY",
                "RENTED",
                List.of(resident(canaries.get(i), i))));
  }

  private static NewResident resident(Canary canary, int ordinal) {
    return new NewResident(
        canary.name(),
        ordinal % 2 == 0 ? "FEMALE" : "MALE",
        1956 + ordinal % 50,
        "HEAD",
        "FLOATING",
        "AT_HOME",
        "",
        canary.workplace(),
        List.of(),
        List.of(),
        canary.note(),
        List.of(new NewPhone("OWN", canary.phone(), "", "")));
  }
}
