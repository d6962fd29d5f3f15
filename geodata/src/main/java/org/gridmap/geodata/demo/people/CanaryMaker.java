package org.gridmap.geodata.demo.people;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.demo.SeededRandom;
import org.gridmap.geodata.demo.identity.SyntheticPhones;
import org.gridmap.geodata.demo.people.Home.Person;

/** Marks grown residents all over the town with strings that occur nowhere else. */
final class CanaryMaker {
  /** Characters that nobody else's name is made of, and hardly any text. */
  private static final String RARE = "龘靐齉爨鱻麤猋骉羴毳赑屭饕餮夔魑魅魍魉彧翀鬯甪亍彳氕氘氚籴粜囧嫑";

  private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int YOUNGEST = 20;
  private static final int OLDEST = 70;

  private final SyntheticPhones phones;
  private final SeededRandom random;

  CanaryMaker(SyntheticPhones phones, SeededRandom random) {
    this.phones = phones;
    this.random = random;
  }

  /**
   * Marks evenly spread residents; their own telephone is set, other numbers come later.
   *
   * @param homes in the town's order
   * @param spoilt households that are to be left alone
   */
  List<Canary> mark(List<Home> homes, int wanted, FaultPlanter spoilt) {
    List<Person> eligible = new ArrayList<>();
    for (Home home : homes) {
      for (Person person : home.people) {
        boolean grown = person.age() >= YOUNGEST && person.age() <= OLDEST;
        if (grown && !spoilt.spoilt(home)) {
          eligible.add(person);
        }
      }
    }
    List<Canary> canaries = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      Person person = eligible.get((int) ((long) i * eligible.size() / wanted));
      // 37 and 1024 have no common factor, so no pair of characters comes twice.
      int pair = i * 37 % (RARE.length() * RARE.length());
      char first = RARE.charAt(pair / RARE.length());
      char second = RARE.charAt(pair % RARE.length());
      String phone = phones.next();
      person.given = "" + first + second;
      person.workplace = code("ZQW", i) + "工坊";
      person.employer = null;
      person.note = "备注" + code("ZQN", i);
      person.ownPhone = phone;
      person.phones.add(new DemoPhone("OWN", phone, person.name(), ""));
      person.canary = true;
      canaries.add(
          new Canary(
              person.sourceId, person.name(), person.given, phone, person.workplace, person.note));
    }
    return canaries;
  }

  /** Three letters, three digits that make it unique, eight random letters or digits. */
  private String code(String start, int ordinal) {
    StringBuilder code = new StringBuilder(start);
    code.append(Integer.toString(1_000 + ordinal).substring(1));
    for (int i = 0; i < 8; i++) {
      code.append(LETTERS.charAt(random.below(LETTERS.length())));
    }
    return code.toString();
  }
}
