package org.gridmap.geodata.demo.people;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.geodata.demo.DemoGrid;
import org.gridmap.geodata.demo.DemoHouse;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.demo.SeededRandom;
import org.gridmap.geodata.demo.place.TownIndex;

/** Divides the people of every house into households; the sums are those of the town. */
final class HomePlanner {
  /** In percent: local families of 1 to 7. */
  private static final int[] LOCAL_SIZES = {8, 17, 22, 23, 16, 10, 4};

  /**
   * In percent: renting households of 1 to 6. As houses fill up their mean becomes about 2.6, near
   * the 5,752 tenants in 2,165 rentals that 仑苍镇 has reported.
   */
  private static final int[] RENTING_SIZES = {18, 28, 26, 17, 8, 3};

  /** In percent: households of 1 to 6 in a zone, 2.5 people on the mean. */
  private static final int[] ZONE_SIZES = {24, 32, 22, 14, 6, 2};

  /** Of the households of a house in a zone, all but the first: how many rent. */
  private static final double RENTING_IN_A_ZONE = 0.6;

  private static final int RESIDENTS_FOR_EACH_LOCAL_FAMILY_OF_AN_ESTATE = 9;

  private final DemoTown town;
  private final TownIndex index;
  private final SeededRandom random;
  private final List<HouseholdDraft> homes = new ArrayList<>();

  HomePlanner(DemoTown town, TownIndex index, SeededRandom random) {
    this.town = town;
    this.index = index;
    this.random = random;
  }

  /**
   * A town of migrants: an owner's family in most houses, the rest rented; dormitories in rooms.
   *
   * @param migrants how many residents are migrants
   */
  List<HouseholdDraft> dense(int migrants) {
    Map<DemoHouse, Integer> room = new HashMap<>();
    List<DemoHouse> slots = new ArrayList<>();
    int locals = -migrants;
    for (DemoHouse house : town.houses()) {
      locals += house.residents();
      if (!dormitory(house)) {
        room.put(house, house.residents());
        DemoGrid grid = index.grid(index.gridOf(house));
        int families =
            grid.kind().equals("EXCLUSIVE")
                ? house.residents() / RESIDENTS_FOR_EACH_LOCAL_FAMILY_OF_AN_ESTATE
                : 1;
        for (int i = 0; i < families; i++) {
          slots.add(house);
        }
      }
    }
    Map<DemoHouse, List<Integer>> families = new HashMap<>();
    while (locals > 0) {
      int before = locals;
      shuffle(slots);
      for (DemoHouse house : slots) {
        int free = room.getOrDefault(house, 0);
        int size = Math.min(Math.min(draw(LOCAL_SIZES), free), locals);
        if (size > 0) {
          families.computeIfAbsent(house, h -> new ArrayList<>()).add(size);
          room.put(house, free - size);
          locals -= size;
        }
      }
      if (locals == before) {
        throw new IllegalStateException("no house has room for " + locals + " locals");
      }
    }
    for (DemoHouse house : town.houses()) {
      if (dormitory(house)) {
        rooms(house, house.residents());
      } else {
        families
            .getOrDefault(house, List.of())
            .forEach(size -> add(house, HouseholdDraft.Type.LOCAL_FAMILY, size));
        for (int free = room.getOrDefault(house, 0); free > 0; ) {
          int size = Math.min(draw(RENTING_SIZES), free);
          add(house, HouseholdDraft.Type.RENTING, size);
          free -= size;
        }
      }
    }
    number();
    return homes;
  }

  /**
   * A village of families: one household in every lived-in house, two in the fullest ones.
   *
   * @param households how many households a grid has, by its code; other grids have one household
   *     more for every twelve houses
   */
  List<HouseholdDraft> rural(Map<String, Integer> households) {
    for (DemoGrid grid : town.grids()) {
      if (grid.leaf()) {
        List<DemoHouse> lived =
            index.housesOf(grid.code()).stream().filter(h -> h.residents() > 0).toList();
        int wanted = households.getOrDefault(grid.code(), lived.size() + lived.size() / 12);
        List<DemoHouse> fullest = new ArrayList<>(lived);
        fullest.sort(Comparator.comparingInt(DemoHouse::residents).reversed());
        List<DemoHouse> shared = fullest.subList(0, wanted - lived.size());
        for (DemoHouse house : lived) {
          int people = house.residents();
          if (shared.contains(house)) {
            int second = Math.max(1, Math.min(people - 1, people / 3 + random.below(2)));
            add(house, HouseholdDraft.Type.LOCAL_FAMILY, people - second);
            boolean rented = random.chance(0.3);
            add(
                house,
                rented ? HouseholdDraft.Type.RENTING : HouseholdDraft.Type.LOCAL_FAMILY,
                second);
          } else {
            add(house, HouseholdDraft.Type.LOCAL_FAMILY, people);
          }
        }
      }
    }
    number();
    return homes;
  }

  /**
   * A zone of families in their own houses, tenants, and flats: exactly so many households.
   *
   * @param households at least one for each house that is lived in, at most one for each resident
   */
  List<HouseholdDraft> zone(int households) {
    List<DemoHouse> lived = town.houses().stream().filter(h -> h.residents() > 0).toList();
    List<List<Integer>> sizes = new ArrayList<>();
    int missing = households;
    for (DemoHouse house : lived) {
      List<Integer> own = new ArrayList<>();
      for (int free = house.residents(); free > 0; ) {
        int size = Math.min(draw(ZONE_SIZES), free);
        own.add(size);
        free -= size;
      }
      sizes.add(own);
      missing -= own.size();
    }
    while (missing != 0) {
      List<Integer> own = sizes.get(random.below(sizes.size()));
      int before = own.size();
      if (missing > 0) {
        part(own);
      } else {
        join(own);
      }
      missing -= own.size() - before;
    }
    for (int i = 0; i < lived.size(); i++) {
      DemoHouse house = lived.get(i);
      boolean first = true;
      for (int size : sizes.get(i)) {
        boolean rented = !first && random.chance(RENTING_IN_A_ZONE);
        add(house, rented ? HouseholdDraft.Type.RENTING : HouseholdDraft.Type.LOCAL_FAMILY, size);
        first = false;
      }
    }
    number();
    return homes;
  }

  /** One household of two or more becomes two. */
  private static void part(List<Integer> sizes) {
    for (int i = 0; i < sizes.size(); i++) {
      int size = sizes.get(i);
      if (size > 1) {
        sizes.set(i, size - size / 2);
        sizes.add(size / 2);
        return;
      }
    }
  }

  /** The two last households become one, if that is not too large. */
  private static void join(List<Integer> sizes) {
    int last = sizes.size() - 1;
    if (last > 0 && sizes.get(last) + sizes.get(last - 1) <= ZONE_SIZES.length) {
      int moved = sizes.removeLast();
      sizes.set(last - 1, sizes.get(last - 1) + moved);
    }
  }

  /** Staff quarters, wards and workshops: nobody owns or rents there. */
  static boolean dormitory(DemoHouse house) {
    String name = house.name() == null ? "" : house.name();
    return name.contains("宿舍") || house.use().equals("PUBLIC") || house.use().equals("INDUSTRIAL");
  }

  private void rooms(DemoHouse house, int people) {
    for (int free = people; free > 0; ) {
      int size = Math.min(random.integer(4, 8), free);
      add(house, HouseholdDraft.Type.DORMITORY, size);
      free -= size;
    }
  }

  private void add(DemoHouse house, HouseholdDraft.Type type, int size) {
    homes.add(new HouseholdDraft(house, index.gridOf(house), type, size));
  }

  /** Ordinals from 1 in each house, rooms floor by floor where there are several. */
  private void number() {
    Map<DemoHouse, List<HouseholdDraft>> byHouse = new HashMap<>();
    homes.forEach(home -> byHouse.computeIfAbsent(home.house, h -> new ArrayList<>()).add(home));
    for (Map.Entry<DemoHouse, List<HouseholdDraft>> entry : byHouse.entrySet()) {
      List<HouseholdDraft> inside = entry.getValue();
      int floors = entry.getKey().floors();
      int perFloor = (inside.size() + floors - 1) / floors;
      for (int i = 0; i < inside.size(); i++) {
        inside.get(i).number = Integer.toString(i + 1);
        int door = (i / perFloor + 1) * 100 + i % perFloor + 1;
        inside.get(i).room = inside.size() == 1 ? "" : Integer.toString(door);
      }
    }
  }

  /** 1 + an index, drawn by percentages. */
  private int draw(int[] percent) {
    int ticket = random.below(100);
    int size = 0;
    for (int sum = 0; sum <= ticket; size++) {
      sum += percent[size];
    }
    return size;
  }

  private void shuffle(List<DemoHouse> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      int j = random.below(i + 1);
      DemoHouse other = list.get(j);
      list.set(j, list.get(i));
      list.set(i, other);
    }
  }
}
