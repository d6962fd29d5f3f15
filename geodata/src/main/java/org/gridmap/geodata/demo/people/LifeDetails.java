package org.gridmap.geodata.demo.people;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.geodata.demo.DemoGrid;
import org.gridmap.geodata.demo.SeededRandom;
import org.gridmap.geodata.demo.identity.PersonNames;
import org.gridmap.geodata.demo.identity.SyntheticPhones;
import org.gridmap.geodata.demo.people.HouseholdDraft.Person;
import org.gridmap.geodata.demo.place.DemoOrganisation;
import org.gridmap.geodata.demo.place.Employers;
import org.gridmap.geodata.demo.place.TownIndex;
import org.jspecify.annotations.Nullable;

/** Gives people their status, work, needs, tags, notes and telephones. */
final class LifeDetails {
  private static final List<String> NEEDS =
      List.of(
          "NEEDS_CARRYING",
          "MEAL_HELP",
          "REGULAR_MEDICINE",
          "REGULAR_MEDICINE",
          "SIGN_LANGUAGE",
          "SIGN_LANGUAGE",
          "GUIDANCE",
          "WHEELCHAIR",
          "OXYGEN");

  private static final List<String> NOTES =
      List.of(
          "白天上班，晚上八点后在家",
          "门铃不响，请敲门",
          "只会说闽南话",
          "上夜班，上午休息",
          "周末回老家",
          "院门从侧面小巷进",
          "家里养狗，先打电话",
          "住阁楼，楼梯较陡");

  private final TownIndex index;
  private final Employers employers;
  private final Map<String, DemoOrganisation> employerInHouse = new HashMap<>();
  private final SyntheticPhones phones;
  private final SeededRandom random;
  private final PersonNames names;

  /** Of a hundred locals, how many live elsewhere and how many have left for good. */
  private final int awayPercent;

  private final int movedPercent;

  LifeDetails(
      TownIndex index,
      Employers employers,
      SyntheticPhones phones,
      SeededRandom random,
      int awayPercent,
      int movedPercent) {
    this.index = index;
    this.employers = employers;
    this.phones = phones;
    this.random = random;
    this.awayPercent = awayPercent;
    this.movedPercent = movedPercent;
    names = new PersonNames(random.fork("contacts"));
    employers.list().forEach(one -> employerInHouse.put(one.houseSourceId(), one));
  }

  /** Everything but telephones. */
  void describe(HouseholdDraft home) {
    boolean estate = index.grid(home.gridCode).kind().equals("EXCLUSIVE");
    boolean permanent = !home.migrants() && random.chance(estate ? 0.2 : 0.03);
    for (Person person : home.people) {
      if (!home.migrants()) {
        person.registration = permanent ? "PERMANENT" : "REGISTERED";
      }
      presence(person);
      work(person);
      needs(person);
      tags(person);
      if (random.chance(0.015)) {
        person.note = random.pick(NOTES);
      }
    }
  }

  private void presence(Person person) {
    if (person.home.migrants()) {
      person.presence = random.chance(0.004) ? "AWAY" : "AT_HOME";
    } else {
      boolean grown = person.age() >= 18 && person.age() < 60;
      double draw = random.next() * 100 * (grown ? 0.8 : 2.2);
      person.presence =
          draw < movedPercent
              ? "MOVED_OUT"
              : draw < movedPercent + awayPercent ? "AWAY" : "AT_HOME";
    }
  }

  private void work(Person person) {
    boolean dormitory = person.home.type == HouseholdDraft.Type.DORMITORY;
    boolean working = person.age() >= 18 && person.age() < (person.male ? 60 : 55);
    double share = dormitory ? 1 : person.home.migrants() ? 0.86 : 0.62;
    if (!working || !person.presence.equals("AT_HOME") || !random.chance(share)) {
      return;
    }
    DemoOrganisation employer = dormitory ? ownEmployer(person.home) : employers.draw(random);
    if (employer != null) {
      person.workplace = employer.name();
      person.employer = employer.sourceId();
    } else if (dormitory) {
      DemoGrid grid = index.grid(person.home.gridCode);
      person.workplace = grid.name();
    }
  }

  private @Nullable DemoOrganisation ownEmployer(HouseholdDraft home) {
    DemoOrganisation here = employerInHouse.get(home.house.sourceId());
    return here == null ? employers.factoryOf(home.gridCode) : here;
  }

  private void needs(Person person) {
    int age = person.age();
    double share = age >= 75 ? 0.58 : age >= 65 ? 0.22 : age >= 3 ? 0.006 : 0;
    if (random.chance(share)) {
      String need = random.pick(NEEDS);
      person.careNeeds.add(need);
      String second = random.pick(NEEDS);
      if (age >= 80 && !second.equals(need)) {
        person.careNeeds.add(second);
      }
    }
    if (age >= 65 && person.home.size == 1) {
      person.careNeeds.add("DAILY_VISIT");
    }
  }

  private void tags(Person person) {
    if (person.age() < 19) {
      return;
    }
    boolean local = !person.home.migrants();
    if (random.chance(local ? 0.045 : 0.006)) {
      person.tags.add("PARTY_MEMBER");
    }
    if (random.chance(person.male ? 0.012 : 0.001)) {
      person.tags.add("VETERAN");
    }
    if (random.chance(local ? 0.02 : 0.006)) {
      person.tags.add("VOLUNTEER");
    }
  }

  /** The resident's own number: most adults have one, few children and not all of the old. */
  void ownPhone(Person person) {
    int age = person.age();
    double share = age < 12 ? 0 : age < 18 ? 0.4 : age < 70 ? 0.95 : 0.6;
    if (person.sameAs == null && (person.needsPhone || random.chance(share))) {
      person.ownPhone = phones.next();
      person.phones.add(new DemoPhone("OWN", person.ownPhone, person.name(), ""));
    }
  }

  /** Whom to call: somebody of the household, or else somebody far away. */
  void emergencyContact(Person person) {
    boolean needed = !person.careNeeds.isEmpty() || person.age() >= 70 || person.age() < 14;
    boolean alone = person.home.migrants() && person.home.size == 1;
    if (!needed && !random.chance(alone ? 0.45 : 0.06)) {
      return;
    }
    Person nearest = null;
    for (Person other : person.home.people) {
      boolean callable = other != person && other.ownPhone != null && other.age() >= 18;
      if (callable && other.presence.equals("AT_HOME") && nearest == null) {
        nearest = other;
      }
    }
    boolean kin = person.home.type != HouseholdDraft.Type.DORMITORY;
    if (nearest != null && nearest.ownPhone != null && kin) {
      person.phones.add(new DemoPhone("EMERGENCY", nearest.ownPhone, nearest.name(), "同户"));
    } else {
      String holder = person.surname + names.given(random.chance(0.5), random.integer(1960, 1998));
      String relation = person.age() >= 60 ? "子女" : random.chance(0.5) ? "亲属" : "父母";
      person.phones.add(new DemoPhone("EMERGENCY", phones.next(), holder, relation));
    }
  }
}
