package org.gridmap.geodata.demo.people;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.demo.DemoHouse;
import org.gridmap.geodata.demo.SeededRandom;
import org.gridmap.geodata.demo.people.HouseholdDraft.Person;

/** What goes wrong in every register kept by hand. No household is hit twice. */
final class RegisterErrors {
  private static final int LOST_HOMES = 6;
  private static final int HEADLESS = 4;
  private static final int DOUBLES = 9;
  private static final int DOUBLES_IN_ONE_GRID = 4;

  private final List<HouseholdDraft> homes;
  private final Set<HouseholdDraft> used = new HashSet<>();
  private final Set<DemoHouse> usedHouses = new HashSet<>();

  RegisterErrors(List<HouseholdDraft> homes, SeededRandom random) {
    this.homes = new ArrayList<>(homes);
    for (int i = homes.size() - 1; i > 0; i--) {
      int j = random.below(i + 1);
      HouseholdDraft other = this.homes.get(j);
      this.homes.set(j, this.homes.get(i));
      this.homes.set(i, other);
    }
  }

  /**
   * The slips of the town of migrants: 12 people without a house, whom 6 houses miss, 4 households
   * without a head and 9 people registered twice.
   */
  void makeAll() {
    loseHouses();
    loseHeads();
    registerTwice();
  }

  /** Renting couples whose card names no house; the house still declares them. */
  private void loseHouses() {
    int lost = 0;
    for (HouseholdDraft home : homes) {
      boolean fits = home.type == HouseholdDraft.Type.RENTING && home.size == 2;
      if (fits && lost < LOST_HOMES && home.house.residents() > 8 && free(home)) {
        take(home);
        home.lostHouse = true;
        lost++;
      }
    }
  }

  private boolean free(HouseholdDraft home) {
    return !used.contains(home) && !usedHouses.contains(home.house);
  }

  private void take(HouseholdDraft home) {
    used.add(home);
    usedHouses.add(home.house);
  }

  private void loseHeads() {
    int lost = 0;
    for (HouseholdDraft home : homes) {
      boolean fits = home.type == HouseholdDraft.Type.LOCAL_FAMILY && home.size > 2;
      if (fits && lost < HEADLESS && free(home)) {
        take(home);
        home.people.get(0).relation = "OTHER_RELATIVE";
        lost++;
      }
    }
  }

  /** A single tenant who is also on the card of another house, four times in the same grid. */
  private void registerTwice() {
    List<HouseholdDraft> singles =
        homes.stream().filter(h -> h.type == HouseholdDraft.Type.RENTING && h.size == 1).toList();
    Map<String, HouseholdDraft> waiting = new HashMap<>();
    HouseholdDraft elsewhere = null;
    int near = 0;
    int far = 0;
    for (HouseholdDraft home : singles) {
      if (!free(home) || near + far == DOUBLES) {
        continue;
      }
      HouseholdDraft same = waiting.get(home.gridCode);
      if (near < DOUBLES_IN_ONE_GRID && same != null && same.house != home.house) {
        waiting.remove(home.gridCode);
        join(same, home);
        near++;
      } else if (near < DOUBLES_IN_ONE_GRID) {
        waiting.put(home.gridCode, home);
      } else if (elsewhere == null) {
        elsewhere = home;
      } else if (!elsewhere.gridCode.equals(home.gridCode)) {
        join(elsewhere, home);
        elsewhere = null;
        far++;
      }
    }
  }

  private void join(HouseholdDraft first, HouseholdDraft second) {
    take(first);
    take(second);
    Person real = first.people.get(0);
    Person copy = second.people.get(0);
    real.needsPhone = true;
    copy.sameAs = real;
    copy.surname = real.surname;
    copy.given = real.given;
    copy.male = real.male;
    copy.birthYear = real.birthYear;
    copy.origin = real.origin;
  }

  /**
   * Gives one hamlet of a grid exactly {@code people} people, so many of them moved out and away;
   * those of working age go first.
   *
   * @return the houses of the hamlet, from west to east
   */
  List<DemoHouse> settleHamlet(String gridCode, int people, int movedOut, int away) {
    Map<DemoHouse, List<Person>> members = new HashMap<>();
    for (HouseholdDraft home : homes) {
      if (home.gridCode.equals(gridCode)) {
        members.computeIfAbsent(home.house, h -> new ArrayList<>()).addAll(home.people);
      }
    }
    List<DemoHouse> westToEast = new ArrayList<>(members.keySet());
    westToEast.sort(
        Comparator.comparingDouble((DemoHouse h) -> h.entrance().getX())
            .thenComparing(DemoHouse::sourceId));
    List<DemoHouse> hamlet = List.of();
    List<Person> inside = new ArrayList<>();
    for (int first = 0; first < westToEast.size() && inside.size() != people; first++) {
      hamlet = new ArrayList<>();
      inside.clear();
      for (DemoHouse house : westToEast.subList(first, westToEast.size())) {
        List<Person> here = members.getOrDefault(house, List.of());
        if (inside.size() + here.size() <= people) {
          hamlet.add(house);
          inside.addAll(here);
        }
      }
    }
    if (inside.size() != people) {
      throw new IllegalStateException("no houses of the grid have " + people + " people together");
    }
    inside.sort(
        Comparator.comparing((Person p) -> p.age() < 18 || p.age() >= 58)
            .thenComparing(p -> p.relation.equals("HEAD"))
            .thenComparing(p -> p.sourceId));
    for (int i = 0; i < inside.size(); i++) {
      inside.get(i).presence =
          i < movedOut ? "MOVED_OUT" : i < movedOut + away ? "AWAY" : "AT_HOME";
    }
    return hamlet;
  }
}
