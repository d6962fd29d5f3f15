package org.gridmap.geodata.demo.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.demo.DemoHouse;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.demo.SeededRandom;
import org.gridmap.geodata.demo.identity.PersonNames;
import org.gridmap.geodata.demo.identity.SyntheticPhones;
import org.gridmap.geodata.demo.people.HouseholdDraft.Person;
import org.gridmap.geodata.demo.place.DemoOrganisation;
import org.gridmap.geodata.demo.place.DemoPlaces;
import org.gridmap.geodata.demo.place.DemoRoster;
import org.gridmap.geodata.demo.place.DemoStation;
import org.gridmap.geodata.demo.place.Employers;
import org.gridmap.geodata.demo.place.TownIndex;
import org.gridmap.geodata.demo.place.ZoneRoster;
import org.jspecify.annotations.Nullable;

/** Makes the people of one town, step by step; each step has a random stream of its own. */
final class PopulationMaker {
  /** The figures of the ledger of Gucuo's hamlet as printed: the parts make 251, not 191. */
  private static final int PRINTED_TOTAL = 191;

  private static final int PRINTED_AT_HOME = 98;
  private static final int PRINTED_AWAY = 123;
  private static final int PRINTED_MOVED_OUT = 30;

  /** How the people of a town live. */
  private enum Settlement {
    DENSE,
    RURAL,
    ZONE
  }

  /**
   * What is particular about a town.
   *
   * @param count of a dense town its migrants, of a zone its households
   * @param lane the telephone lane of its people; that of its offices is the next one
   * @param prefix of the residents' identifiers
   * @param home where its locals are registered
   * @param awayPercent of its locals who live elsewhere
   * @param strength of its officers; {@code null} for a zone, where each grid has its own
   */
  private record Profile(
      Settlement settlement,
      int count,
      int lane,
      String prefix,
      String home,
      int awayPercent,
      int movedPercent,
      DemoRoster.@Nullable Strength strength) {}

  private static final String JINJIANG = "福建晋江";

  private static final Map<String, Profile> PROFILES =
      Map.of(
          "350582103220",
          new Profile(
              Settlement.DENSE,
              45_000,
              0,
              "P",
              JINJIANG,
              4,
              1,
              new DemoRoster.Strength("陈埭", 8, 2, 157, 118)),
          "350582111207",
          new Profile(
              Settlement.RURAL,
              0,
              2,
              "Q",
              JINJIANG,
              18,
              4,
              new DemoRoster.Strength("永和", 2, 0, 0, 8)));

  private final DemoTown town;
  private final Profile profile;
  private final SeededRandom random;
  private final TownIndex index;
  private final SyntheticPhones peoplePhones;
  private final SyntheticPhones officePhones;
  private final Employers employers;
  private List<HouseholdDraft> homes = List.of();

  static PopulationMaker ofVillage(DemoTown town, long seed) {
    Profile known = PROFILES.get(town.rootCode());
    if (known == null) {
      throw new IllegalArgumentException("nobody is known to live in " + town.name());
    }
    return new PopulationMaker(town, known, seed);
  }

  static PopulationMaker ofZone(DemoTown zone, int households, long seed) {
    Profile profile = new Profile(Settlement.ZONE, households, 4, "Z", "福建惠安", 8, 2, null);
    return new PopulationMaker(zone, profile, seed);
  }

  private PopulationMaker(DemoTown town, Profile profile, long seed) {
    this.town = town;
    this.profile = profile;
    random = new SeededRandom(seed).fork("people of " + town.rootCode());
    index = new TownIndex(town);
    peoplePhones = new SyntheticPhones(profile.lane, random.fork("phones").nextLong());
    officePhones = new SyntheticPhones(profile.lane + 1, random.fork("offices").nextLong());
    employers = new Employers(town, index, officePhones, random.fork("employers"));
  }

  DemoPopulation make() {
    homes = plan();
    FamilyMaker families = new FamilyMaker(profile.home, random.fork("families"));
    LifeDetails details =
        new LifeDetails(
            index,
            employers,
            peoplePhones,
            random.fork("details"),
            profile.awayPercent,
            profile.movedPercent);
    int ordinal = 0;
    for (HouseholdDraft home : homes) {
      families.fill(home);
      for (Person person : home.people) {
        ordinal++;
        person.sourceId = profile.prefix + String.format(Locale.ROOT, "%05d", ordinal);
      }
      details.describe(home);
    }
    Set<DemoHouse> hamlet = slips();
    telephones(details);

    DemoPlaces places = DemoPlaces.of(town, index, officePhones);
    SeededRandom draws = random.fork("roster");
    DemoRoster roster =
        profile.strength == null
            ? ZoneRoster.of(town, index, officePhones, draws)
            : DemoRoster.of(town, index, profile.strength, officePhones, draws);
    return new DemoPopulation(
        town.rootCode(),
        homes.stream().map(PopulationMaker::household).toList(),
        homes.stream().flatMap(home -> home.people.stream()).map(p -> resident(p)).toList(),
        organisations(places.stations()),
        places.stations(),
        places.resources(),
        roster.staff(),
        roster.assignments(),
        declared(hamlet));
  }

  private List<HouseholdDraft> plan() {
    HomePlanner planner = new HomePlanner(town, index, random.fork("homes"));
    return switch (profile.settlement) {
      case DENSE -> planner.dense(profile.count);
      case RURAL -> planner.rural(Map.of(thirdGrid(), 167));
      case ZONE -> planner.zone(profile.count);
    };
  }

  /** Plants the slips of a register; returns the houses whose ledger does not add up. */
  private Set<DemoHouse> slips() {
    if (profile.settlement == Settlement.ZONE) {
      return Set.of();
    }
    RegisterErrors slips = new RegisterErrors(homes, random.fork("faults"));
    if (profile.settlement == Settlement.DENSE) {
      slips.makeAll();
      return Set.of();
    }
    int away = PRINTED_TOTAL - PRINTED_AT_HOME - PRINTED_MOVED_OUT;
    return new HashSet<>(slips.settleHamlet(thirdGrid(), PRINTED_TOTAL, PRINTED_MOVED_OUT, away));
  }

  private String thirdGrid() {
    return town.rootCode() + "003";
  }

  private void telephones(LifeDetails details) {
    for (HouseholdDraft home : homes) {
      for (Person person : home.people) {
        details.ownPhone(person);
      }
    }
    for (HouseholdDraft home : homes) {
      for (Person person : home.people) {
        String shared = person.sameAs == null ? null : person.sameAs.ownPhone;
        if (shared != null) {
          person.ownPhone = shared;
          person.phones.add(new DemoPhone("OWN", shared, person.name(), ""));
        }
        details.emergencyContact(person);
      }
    }
  }

  private static DemoHousehold household(HouseholdDraft home) {
    return new DemoHousehold(
        home.sourceId(),
        home.lostHouse ? null : home.house.sourceId(),
        home.number,
        home.room,
        home.type.kind,
        home.type.tenure);
  }

  private static DemoResident resident(Person person) {
    return new DemoResident(
        person.sourceId,
        person.home.sourceId(),
        person.name(),
        person.male ? "MALE" : "FEMALE",
        person.birthYear,
        person.relation,
        person.registration,
        person.presence,
        person.origin,
        person.workplace,
        person.employer,
        person.careNeeds,
        person.tags,
        person.note,
        person.phones);
  }

  private List<DemoOrganisation> organisations(List<DemoStation> stations) {
    Map<String, Integer> employees = new HashMap<>();
    Map<DemoHouse, int[]> tenants = new HashMap<>();
    Map<String, Integer> members = new HashMap<>();
    for (HouseholdDraft home : homes) {
      if (home.type == HouseholdDraft.Type.RENTING && !home.lostHouse) {
        int[] counts = tenants.computeIfAbsent(home.house, h -> new int[2]);
        counts[0] += home.size;
        counts[1]++;
      }
      for (Person person : home.people) {
        if (person.employer != null) {
          employees.merge(person.employer, 1, Integer::sum);
        }
        if (person.tags.contains("PARTY_MEMBER") && !home.lostHouse) {
          members.merge(index.above(home.gridCode, 2), 1, Integer::sum);
        }
      }
    }
    List<DemoOrganisation> all = new ArrayList<>();
    for (DemoOrganisation employer : employers.list()) {
      all.add(employer.withPeople(employees.getOrDefault(employer.sourceId(), 0)));
    }
    PersonNames names = new PersonNames(random.fork("contacts of organisations"));
    for (DemoHouse house : town.houses()) {
      int[] counts = tenants.get(house);
      if (counts != null) {
        all.add(organisation(all.size(), "RENTAL", house.number() + "出租房", house, counts, names));
      }
    }
    for (DemoStation station : stations) {
      int[] counts = {members.getOrDefault(station.gridCode(), 0), 0};
      DemoHouse house =
          index.housesOf(station.gridCode()).stream()
              .filter(h -> h.sourceId().equals(station.houseSourceId()))
              .findFirst()
              .orElseThrow();
      String name = town.name() + index.grid(station.gridCode()).name() + "党支部";
      all.add(organisation(all.size(), "PARTY_BRANCH", name, house, counts, names));
    }
    return all;
  }

  private DemoOrganisation organisation(
      int before, String kind, String name, DemoHouse house, int[] counts, PersonNames names) {
    return new DemoOrganisation(
        index.id("O", before + 1),
        kind,
        name,
        house.sourceId(),
        index.gridOf(house),
        names.surname(true) + names.given(before % 3 != 0, 1970),
        officePhones.next(),
        counts[0],
        counts[1]);
  }

  /**
   * The ledger: for each house what is on its cards, slips aside. A house whose people lost their
   * card still declares them; in the hamlet people who are away are counted once too often.
   */
  private List<DeclaredCount> declared(Set<DemoHouse> hamlet) {
    Map<DemoHouse, int[]> counts = new HashMap<>();
    for (HouseholdDraft home : homes) {
      int[] parts = counts.computeIfAbsent(home.house, h -> new int[3]);
      for (Person person : home.people) {
        int column =
            switch (person.presence) {
              case "AT_HOME" -> 0;
              case "AWAY" -> 1;
              default -> 2;
            };
        parts[column]++;
      }
    }
    int surplus = PRINTED_AT_HOME + PRINTED_AWAY + PRINTED_MOVED_OUT - PRINTED_TOTAL;
    List<DeclaredCount> ledger = new ArrayList<>();
    for (DemoHouse house : town.houses()) {
      int[] parts = counts.getOrDefault(house, new int[3]);
      boolean inHamlet = hamlet.contains(house);
      int total = parts[0] + parts[1] + parts[2];
      int twice = inHamlet ? Math.min(surplus, parts[1]) : 0;
      surplus -= twice;
      String place = inHamlet ? DemoPopulation.HAMLET : index.grid(index.gridOf(house)).name();
      ledger.add(
          new DeclaredCount(house.sourceId(), place, total, parts[0], parts[1] + twice, parts[2]));
    }
    return ledger;
  }
}
