package org.gridmap.geodata.demo.people;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.demo.DemoHouse;
import org.jspecify.annotations.Nullable;

/** A household in the making. */
final class HouseholdDraft {
  /** How its members came to live together. */
  enum Type {
    LOCAL_FAMILY("FAMILY", "OWNED"),
    RENTING("FAMILY", "RENTED"),
    DORMITORY("COLLECTIVE", "DORMITORY");

    final String kind;
    final String tenure;

    Type(String kind, String tenure) {
      this.kind = kind;
      this.tenure = tenure;
    }
  }

  final DemoHouse house;
  final String gridCode;
  final Type type;
  final int size;
  final List<Person> people = new ArrayList<>();
  String number = "";
  String room = "";

  /** Whether the card of this household names no house. */
  boolean lostHouse;

  HouseholdDraft(DemoHouse house, String gridCode, Type type, int size) {
    this.house = house;
    this.gridCode = gridCode;
    this.type = type;
    this.size = size;
  }

  boolean migrants() {
    return type != Type.LOCAL_FAMILY;
  }

  String sourceId() {
    return house.sourceId() + "-" + number;
  }

  /** A resident in the making. */
  static final class Person {
    /** The year of the sample: ages are this year less the year of birth. */
    static final int YEAR = 2026;

    final HouseholdDraft home;
    String sourceId = "";
    String surname = "";
    String given = "";
    boolean male;
    int birthYear;
    String relation;
    String registration = "FLOATING";
    String presence = "AT_HOME";
    String origin = "";
    String workplace = "";
    @Nullable String employer;
    final List<String> careNeeds = new ArrayList<>();
    final List<String> tags = new ArrayList<>();
    String note = "";
    @Nullable String ownPhone;
    final List<DemoPhone> phones = new ArrayList<>();
    boolean needsPhone;

    /** The other card of the same person, if somebody is registered twice. */
    @Nullable Person sameAs;

    Person(HouseholdDraft home, String relation, boolean male, int birthYear) {
      this.home = home;
      this.relation = relation;
      this.male = male;
      this.birthYear = birthYear;
    }

    int age() {
      return YEAR - birthYear;
    }

    String name() {
      return surname + given;
    }
  }
}
