package org.gridmap.geodata.demo.people;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gridmap.geodata.demo.SeededRandom;
import org.gridmap.geodata.demo.identity.PersonNames;
import org.gridmap.geodata.demo.people.HouseholdDraft.Person;

/**
 * Fills a household with people whose sexes, ages and surnames fit together: husband and wife are a
 * few years apart, parents at least 20 years older than their children, mothers at most 42.
 */
final class FamilyMaker {
  private static final int YEAR = Person.YEAR;
  private static final int OLDEST = 97;

  /** Provinces that people come from to work, the commonest several times. */
  private static final List<String> PROVINCES =
      List.of(
          "江西", "江西", "江西", "贵州", "贵州", "四川", "四川", "湖北", "湖北", "湖南", "湖南", "河南", "安徽", "重庆", "云南",
          "广西", "陕西", "福建");

  private final SeededRandom random;
  private final PersonNames names;

  /** Where locals are registered, for example 福建晋江. */
  private final String home;

  FamilyMaker(String home, SeededRandom random) {
    this.home = home;
    this.random = random;
    names = new PersonNames(random.fork("names"));
  }

  /** Fills the household with as many people as it was planned for. */
  void fill(HouseholdDraft household) {
    switch (household.type) {
      case DORMITORY -> mates(household, "OTHER");
      case RENTING -> renting(household);
      case LOCAL_FAMILY -> local(household);
    }
    String origin = household.migrants() ? random.pick(PROVINCES) : home;
    boolean strangers = household.people.stream().anyMatch(p -> unrelated(p));
    Set<String> taken = new HashSet<>();
    for (Person person : household.people) {
      boolean elsewhere = strangers && random.chance(0.4);
      person.origin = elsewhere ? random.pick(PROVINCES) : origin;
      while (person.given.isEmpty() || !taken.add(person.name())) {
        person.given = names.given(person.male, person.birthYear);
      }
    }
  }

  private static boolean unrelated(Person person) {
    return person.relation.equals("TENANT") || person.relation.equals("OTHER");
  }

  private Person add(
      HouseholdDraft home, String relation, boolean male, int birthYear, String surname) {
    Person person = new Person(home, relation, male, Math.max(birthYear, YEAR - OLDEST));
    person.surname = surname;
    home.people.add(person);
    return person;
  }

  private String surname(HouseholdDraft home) {
    return names.surname(!home.migrants());
  }

  /** People of one sex who share a room. */
  private void mates(HouseholdDraft home, String relation) {
    boolean male = random.chance(0.55);
    for (int i = 0; i < home.size; i++) {
      int age = 18 + (int) (34 * random.next() * random.next());
      add(home, i == 0 ? "HEAD" : relation, male, YEAR - age, surname(home));
    }
  }

  private void renting(HouseholdDraft home) {
    int size = home.size;
    boolean related = random.chance(size == 2 ? 0.82 : 0.8);
    if (size == 1 || !related) {
      mates(home, "TENANT");
    } else if (size == 2) {
      if (random.chance(0.76)) {
        Person head = add(home, "HEAD", true, YEAR - random.integer(22, 56), surname(home));
        spouse(home, head);
      } else {
        parentAndChild(home, random.integer(26, 45));
      }
    } else {
      int parents = size > 5 ? size - 5 : size > 3 && random.chance(0.15) ? 1 : 0;
      nuclear(home, random.integer(23 + 3 * (size - 2), 46), parents);
    }
  }

  private void local(HouseholdDraft home) {
    int size = home.size;
    if (size == 1) {
      int age = random.chance(0.45) ? random.integer(65, 90) : random.integer(23, 64);
      add(home, "HEAD", random.chance(0.5), YEAR - age, surname(home));
    } else if (size == 2) {
      pair(home);
    } else if (random.chance(0.35)) {
      threeGenerations(home);
    } else {
      int least = Math.max(0, size - 5);
      int parents = Math.min(2, Math.max(least, size == 3 ? 0 : random.below(3)));
      if (size == 3 && random.chance(0.2)) {
        parents = 1;
      }
      int children = Math.min(3, size - 2 - parents);
      nuclear(home, random.integer(24 + 3 * children, 58), parents);
    }
  }

  private void pair(HouseholdDraft home) {
    double draw = random.next();
    if (draw < 0.6) {
      boolean old = random.chance(0.5);
      int age = old ? random.integer(60, 86) : random.integer(25, 59);
      spouse(home, add(home, "HEAD", random.chance(0.75), YEAR - age, surname(home)));
    } else if (draw < 0.8) {
      parentAndChild(home, random.integer(30, 66));
    } else {
      Person head =
          add(home, "HEAD", random.chance(0.6), YEAR - random.integer(30, 60), surname(home));
      parents(home, head, 1);
    }
  }

  private void parentAndChild(HouseholdDraft home, int age) {
    Person head = add(home, "HEAD", random.chance(0.4), YEAR - age, surname(home));
    children(home, "CHILD", head.birthYear, head.birthYear, 1, head.surname);
  }

  private Person spouse(HouseholdDraft home, Person head) {
    String relation = head.relation.equals("HEAD") ? "SPOUSE" : "CHILD_IN_LAW";
    int younger = random.integer(-2, 6);
    int birth = head.male ? head.birthYear + younger : head.birthYear - younger;
    String surname = surname(home);
    if (surname.equals(head.surname)) {
      surname = surname(home);
    }
    return add(home, relation, !head.male, Math.min(birth, YEAR - 21), surname);
  }

  /** A couple, its children and some of the head's parents. */
  private void nuclear(HouseholdDraft home, int age, int parents) {
    Person head = add(home, "HEAD", random.chance(0.78), YEAR - age, surname(home));
    Person spouse = spouse(home, head);
    parents(home, head, parents);
    int children = Math.min(3, home.size - home.people.size());
    offspring(home, "CHILD", head, spouse, children);
    others(home, head);
  }

  private void parents(HouseholdDraft home, Person head, int count) {
    int mother = head.birthYear - random.integer(20, 36);
    boolean motherThere = count == 2 || random.chance(0.7);
    if (count > 0 && motherThere) {
      String surname = surname(home);
      add(home, "PARENT", false, mother, surname);
    }
    if (count > 0 && (count == 2 || !motherThere)) {
      int father = Math.min(mother - random.integer(-1, 6), head.birthYear - 20);
      add(home, "PARENT", true, father, head.surname);
    }
  }

  /** An old head with spouse, a grown child, its spouse and the grandchildren. */
  private void threeGenerations(HouseholdDraft home) {
    int age = home.size == 3 ? random.integer(48, 72) : random.integer(56, 74);
    Person head = add(home, "HEAD", random.chance(0.7), YEAR - age, surname(home));
    Person spouse = spouse(home, head);
    Person father = head.male ? head : spouse;
    Person mother = head.male ? spouse : head;
    int latest = home.size == 3 ? YEAR - 18 : YEAR - 24 - 3 * Math.min(3, home.size - 4);
    int earliest = Math.max(father.birthYear, mother.birthYear) + 20;
    int birth = earliest + random.below(6);
    birth = Math.max(earliest, Math.min(birth, latest));
    boolean son = random.chance(0.78);
    Person child = add(home, "CHILD", son, birth, father.surname);
    if (home.size > 3) {
      Person partner = spouse(home, child);
      offspring(home, "GRANDCHILD", child, partner, Math.min(3, home.size - home.people.size()));
    }
    others(home, head);
  }

  private void offspring(
      HouseholdDraft home, String relation, Person one, Person other, int count) {
    Person father = one.male ? one : other;
    Person mother = one.male ? other : one;
    int youngest = Math.max(father.birthYear, mother.birthYear);
    children(home, relation, youngest, mother.birthYear, count, father.surname);
  }

  /** Children in different years, as few as there are years for; the rest becomes others. */
  private void children(
      HouseholdDraft home,
      String relation,
      int youngestParent,
      int mother,
      int count,
      String surname) {
    int earliest = youngestParent + 20;
    int latest = Math.min(YEAR, Math.min(mother + 42, youngestParent + 38));
    int next = earliest;
    for (int left = count; left > 0 && next <= latest; left--) {
      int reach = Math.max(0, (latest - next) / left);
      int birth = next + Math.min(latest - next, random.below(Math.min(reach, 8) + 1));
      add(home, relation, random.chance(0.53), birth, surname);
      next = birth + 1;
    }
  }

  /** Whoever is still missing is a grown relative of the head. */
  private void others(HouseholdDraft home, Person head) {
    while (home.people.size() < home.size) {
      int birth = YEAR - random.integer(19, 62);
      add(home, "OTHER_RELATIVE", random.chance(0.5), birth, head.surname);
    }
  }
}
