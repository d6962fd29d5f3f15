package org.gridmap.geodata.demo.place;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.geodata.demo.DemoGrid;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.demo.SeededRandom;
import org.gridmap.geodata.demo.identity.PersonNames;
import org.gridmap.geodata.demo.identity.SyntheticPhones;

/**
 * Who looks after which grid of a zone: a lead in every grid above the leaves, an officer in every
 * leaf but a few, a policeman and a doctor in every village, other departments for several villages
 * or for the whole zone. The officer of a leaf leads it too.
 */
public final class ZoneRoster {
  /** One leaf of so many has nobody: its duties fall to the grid above. */
  private static final int LEAVES_FOR_EACH_VACANCY = 127;

  private static final int VILLAGES_OF_AN_INSPECTOR = 6;

  private final DemoTown zone;
  private final TownIndex index;
  private final SyntheticPhones phones;
  private final SeededRandom random;
  private final PersonNames names;
  private final List<DemoStaff> staff = new ArrayList<>();
  private final List<DemoAssignment> assignments = new ArrayList<>();

  private ZoneRoster(DemoTown zone, TownIndex index, SyntheticPhones phones, SeededRandom random) {
    this.zone = zone;
    this.index = index;
    this.phones = phones;
    this.random = random;
    names = new PersonNames(random.fork("names"));
  }

  /** The roster of a zone, always the same for a random stream. */
  public static DemoRoster of(
      DemoTown zone, TownIndex index, SyntheticPhones phones, SeededRandom random) {
    ZoneRoster roster = new ZoneRoster(zone, index, phones, random);
    roster.grids();
    roster.departments();
    return new DemoRoster(roster.staff, roster.assignments);
  }

  private void grids() {
    Map<String, String> committee = new HashMap<>();
    int leaves = 0;
    for (DemoGrid grid : zone.grids()) {
      if (grid.level() == 1) {
        assign(enlist("OTHER", grid.name() + "管理委员会", true), "GRID_LEAD", grid);
      } else if (grid.level() == 2) {
        committee.put(grid.code(), grid.name() + (grid.name().endsWith("社区") ? "居民委员会" : "民委员会"));
        assign(officer(grid, committee), "GRID_LEAD", grid);
        assign(officer(grid, committee), "GRID_OFFICER", grid);
      } else if (!grid.leaf()) {
        assign(officer(grid, committee), "GRID_LEAD", grid);
      } else if (++leaves % LEAVES_FOR_EACH_VACANCY != 0) {
        String officer = officer(grid, committee);
        assign(officer, "GRID_LEAD", grid);
        assign(officer, "GRID_OFFICER", grid);
      }
    }
  }

  private String officer(DemoGrid grid, Map<String, String> committee) {
    String village = index.above(grid.code(), 2);
    return enlist("VILLAGE", committee.getOrDefault(village, ""), true);
  }

  private void departments() {
    List<DemoGrid> villages = zone.grids().stream().filter(grid -> grid.level() == 2).toList();
    String inspector = "";
    for (int v = 0; v < villages.size(); v++) {
      DemoGrid village = villages.get(v);
      assign(enlist("POLICE", zone.name() + "派出所", false), "POLICE", village);
      assign(enlist("HOSPITAL", village.name() + "卫生所", false), "DOCTOR", village);
      if (v % VILLAGES_OF_AN_INSPECTOR == 0) {
        inspector = enlist("MARKET_SUPERVISION", zone.name() + "市场监督管理所", false);
      }
      assign(inspector, "MARKET_INSPECTOR", village);
    }
    DemoGrid whole = zone.grids().getFirst();
    assign(enlist("JUDICIAL", zone.name() + "司法所", false), "JUDICIAL", whole);
    assign(enlist("FIRE", zone.name() + "消防救援站", false), "FIREFIGHTER", whole);
  }

  private String enlist(String unit, String unitName, boolean own) {
    boolean male = random.chance(0.55);
    String id = index.id("W", staff.size() + 1);
    String name = names.surname(true) + names.given(male, random.integer(1968, 2000));
    staff.add(
        new DemoStaff(id, name, male ? "MALE" : "FEMALE", phones.next(), unit, unitName, own));
    return id;
  }

  private void assign(String id, String role, DemoGrid grid) {
    LocalDate from = LocalDate.of(2023, 1, 1).plusDays(random.below(1_300));
    assignments.add(new DemoAssignment(id, role, grid.code(), null, from, null));
  }
}
