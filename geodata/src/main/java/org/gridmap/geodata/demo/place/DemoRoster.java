package org.gridmap.geodata.demo.place;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.demo.DemoGrid;
import org.gridmap.geodata.demo.DemoHouse;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.demo.SeededRandom;
import org.gridmap.geodata.demo.identity.PersonNames;
import org.gridmap.geodata.demo.identity.SyntheticPhones;

/**
 * Who looks after which grid. On {@link #DAY} every leaf has a lead and an officer; where a base
 * grid has one officer only, an officer of the zone above (or of the village) leads it as well.
 *
 * @param staff the grid's own officers first, then those of departments
 * @param assignments some ended, most open, some beginning later
 */
public record DemoRoster(List<DemoStaff> staff, List<DemoAssignment> assignments) {
  /** The day for which the roster is drawn up. */
  public static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  private static final LocalDate NEXT_TURN = LocalDate.of(2027, 3, 1);

  /** What kind of unit it is, by the end of its name; estates and markets are other ones. */
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("派出所", "POLICE"),
          Map.entry("市场监督管理所", "MARKET_SUPERVISION"),
          Map.entry("司法所", "JUDICIAL"),
          Map.entry("卫生所", "HOSPITAL"),
          Map.entry("医院", "HOSPITAL"),
          Map.entry("小学", "SCHOOL"),
          Map.entry("中学", "SCHOOL"),
          Map.entry("鞋业", "ENTERPRISE"),
          Map.entry("工业园", "ENTERPRISE"),
          Map.entry("鞋机厂", "ENTERPRISE"));

  private static final int ENDED = 40;
  private static final int BEGINNING_LATER = 12;

  /**
   * How many officers a town has.
   *
   * @param town the name of the town above the village, for the names of departments
   * @param village officers for the whole village
   * @param zone officers for each level 2 grid that has children
   * @param exclusive officers of all exclusive leaves together, at least two each
   * @param base officers of all base leaves together, at least one each
   */
  public record Strength(String town, int village, int zone, int exclusive, int base) {}

  public DemoRoster {
    staff = List.copyOf(staff);
    assignments = List.copyOf(assignments);
  }

  /** The roster of a town, always the same for a random stream. */
  public static DemoRoster of(
      DemoTown town,
      TownIndex index,
      Strength strength,
      SyntheticPhones phones,
      SeededRandom random) {
    Drawer drawer = new Drawer(town, index, strength, phones, random);
    drawer.draw();
    return new DemoRoster(drawer.staff, drawer.assignments);
  }

  private static final class Drawer {
    final List<DemoStaff> staff = new ArrayList<>();
    final List<DemoAssignment> assignments = new ArrayList<>();
    private final DemoTown town;
    private final TownIndex index;
    private final Strength strength;
    private final SyntheticPhones phones;
    private final SeededRandom random;
    private final PersonNames names;
    private final Set<String> buildingHeads = new HashSet<>();

    /** The second of a zone's officers, or an officer of the village, who may lead a leaf. */
    private final Map<String, List<String>> spare = new HashMap<>();

    Drawer(
        DemoTown town,
        TownIndex index,
        Strength strength,
        SyntheticPhones phones,
        SeededRandom random) {
      this.town = town;
      this.index = index;
      this.strength = strength;
      this.phones = phones;
      this.random = random;
      names = new PersonNames(random.fork("names"));
    }

    void draw() {
      List<DemoGrid> areas =
          town.grids().stream().filter(g -> g.level() == 2 && !g.leaf()).toList();
      spare.put(town.rootCode(), team(town.grids().get(0), strength.village));
      areas.forEach(area -> spare.put(area.code(), team(area, strength.zone)));
      List<DemoGrid> exclusive = leaves("EXCLUSIVE");
      int[] shares = shares(exclusive, strength.exclusive);
      for (int i = 0; i < shares.length; i++) {
        List<String> officers = team(exclusive.get(i), shares[i]);
        headBuildings(exclusive.get(i), officers);
      }
      List<DemoGrid> base = leaves("BASE");
      int[] counts = counts(base);
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 1) {
          team(base.get(i), counts[i]);
        } else {
          String code = base.get(i).code();
          assign(officer(committee()), "GRID_OFFICER", code);
          assign(lead(base.get(i)), "GRID_LEAD", code);
        }
      }
      earlierAndLater();
      departments(areas);
    }

    private List<DemoGrid> leaves(String kind) {
      return town.grids().stream().filter(g -> g.leaf() && g.kind().equals(kind)).toList();
    }

    private String lead(DemoGrid leaf) {
      String above = leaf.parentCode() == null ? leaf.code() : leaf.parentCode();
      List<String> candidates = spare.getOrDefault(above, List.of());
      if (candidates.isEmpty()) {
        throw new IllegalStateException("nobody is left to lead " + leaf.name());
      }
      // Whoever led last goes to the end, so that nobody leads two before others lead one.
      String next = candidates.removeFirst();
      candidates.add(next);
      return next;
    }

    /** A lead and officers, all in force; returns the officers, of a leaf or of a higher grid. */
    private List<String> team(DemoGrid grid, int people) {
      String unit = grid.kind().equals("EXCLUSIVE") ? grid.name() : committee();
      List<String> officers = new ArrayList<>();
      for (int i = 0; i < people; i++) {
        String id = officer(unit);
        assign(id, i == 0 ? "GRID_LEAD" : "GRID_OFFICER", grid.code());
        if (i > 0) {
          officers.add(id);
        }
      }
      return officers;
    }

    /** 洋埭村 → 洋埭村民委员会. */
    private String committee() {
      return town.name() + "民委员会";
    }

    private String officer(String unit) {
      return enlist(unit, true);
    }

    private String enlist(String unit, boolean own) {
      boolean male = random.chance(0.55);
      String id = index.id("W", staff.size() + 1);
      String name = names.surname(true) + names.given(male, random.integer(1968, 2000));
      staff.add(
          new DemoStaff(
              id, name, male ? "MALE" : "FEMALE", phones.next(), kindOf(unit), unit, own));
      return id;
    }

    private String kindOf(String unit) {
      if (unit.equals(committee())) {
        return "VILLAGE";
      }
      for (Map.Entry<String, String> known : UNITS.entrySet()) {
        if (unit.endsWith(known.getKey())) {
          return known.getValue();
        }
      }
      return "OTHER";
    }

    private void assign(String id, String role, String grid) {
      LocalDate from = LocalDate.of(2023, 1, 1).plusDays(random.below(1_300));
      assignments.add(new DemoAssignment(id, role, grid, null, from, null));
    }

    private int people(DemoGrid grid) {
      return index.housesOf(grid.code()).stream().mapToInt(DemoHouse::residents).sum();
    }

    /** Two officers for each, the rest by residents. */
    private int[] shares(List<DemoGrid> grids, int officers) {
      int[] shares = new int[grids.size()];
      Arrays.fill(shares, 2);
      for (int left = officers - 2 * shares.length; left > 0 && shares.length > 0; left--) {
        int neediest = 0;
        for (int i = 1; i < shares.length; i++) {
          if ((long) people(grids.get(i)) * shares[neediest]
              > (long) people(grids.get(neediest)) * shares[i]) {
            neediest = i;
          }
        }
        shares[neediest]++;
      }
      return shares;
    }

    /** Two officers for each base grid; those with the fewest people go short. */
    private int[] counts(List<DemoGrid> base) {
      int[] counts = new int[base.size()];
      Arrays.fill(counts, 2);
      List<Integer> bySize = new ArrayList<>();
      for (int i = 0; i < counts.length; i++) {
        bySize.add(i);
      }
      bySize.sort(Comparator.comparingInt(i -> people(base.get(i))));
      int off = strength.base - 2 * counts.length;
      for (int i = 0; off < 0; i++) {
        counts[bySize.get(i)]--;
        off++;
      }
      for (int i = counts.length - 1; off > 0; i = i == 0 ? counts.length - 1 : i - 1) {
        counts[bySize.get(i)]++;
        off--;
      }
      return counts;
    }

    private void headBuildings(DemoGrid grid, List<String> officers) {
      int next = 0;
      for (DemoHouse house : index.housesOf(grid.code())) {
        if (house.residents() > 60 && !officers.isEmpty()) {
          String id = officers.get(next++ % officers.size());
          buildingHeads.add(id);
          LocalDate from = LocalDate.of(2026, 8, 1).plusDays(random.below(60));
          assignments.add(
              new DemoAssignment(id, "BUILDING_HEAD", null, house.sourceId(), from, null));
        }
      }
    }

    /** Some served elsewhere before, some will be moved; the latter come from large teams. */
    private void earlierAndLater() {
      List<DemoGrid> base = leaves("BASE");
      List<DemoAssignment> open = List.copyOf(assignments);
      Map<String, Integer> team = new HashMap<>();
      for (DemoAssignment one : open) {
        if (one.gridCode() != null) {
          team.merge(one.gridCode(), 1, Integer::sum);
        }
      }
      int ended = 0;
      int later = 0;
      for (int i = 0; i < open.size(); i++) {
        DemoAssignment now = open.get(i);
        String here = now.gridCode();
        if (here == null) {
          continue;
        }
        String elsewhere = random.pick(base).code();
        boolean officer = now.role().equals("GRID_OFFICER") && !elsewhere.equals(here);
        boolean exclusive = index.grid(here).kind().equals("EXCLUSIVE");
        if (officer && !exclusive && ended < ENDED * base.size() / 63) {
          LocalDate began = now.from().minusDays(300 + random.below(700));
          LocalDate gone = now.from().minusDays(1);
          assignments.add(
              new DemoAssignment(
                  now.staffSourceId(), "GRID_OFFICER", elsewhere, null, began, gone));
          ended++;
        } else if (officer
            && exclusive
            && team.getOrDefault(here, 0) > 5
            && later < BEGINNING_LATER
            && !buildingHeads.contains(now.staffSourceId())) {
          int at = assignments.indexOf(now);
          assignments.set(
              at,
              new DemoAssignment(
                  now.staffSourceId(),
                  now.role(),
                  now.gridCode(),
                  null,
                  now.from(),
                  NEXT_TURN.minusDays(1)));
          assignments.add(
              new DemoAssignment(
                  now.staffSourceId(), "GRID_OFFICER", elsewhere, null, NEXT_TURN, null));
          later++;
        }
      }
    }

    private void departments(List<DemoGrid> areas) {
      List<DemoGrid> grounds = areas.isEmpty() ? List.of(town.grids().get(0)) : areas;
      department("POLICE", strength.town + "派出所", grounds, grounds.size());
      department("DOCTOR", town.name() + "卫生所", grounds, 3);
      department("MARKET_INSPECTOR", strength.town + "市场监督管理所", grounds, 4);
      department("JUDICIAL", strength.town + "司法所", List.of(town.grids().get(0)), 1);
    }

    private void department(String role, String unit, List<DemoGrid> grounds, int people) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < Math.min(people, grounds.size()); i++) {
        ids.add(enlist(unit, false));
      }
      for (int i = 0; i < grounds.size(); i++) {
        assign(ids.get(i % ids.size()), role, grounds.get(i).code());
      }
    }
  }
}
