package org.gridmap.geodata.demo.people;

import java.util.List;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.demo.place.DemoAssignment;
import org.gridmap.geodata.demo.place.DemoOrganisation;
import org.gridmap.geodata.demo.place.DemoResource;
import org.gridmap.geodata.demo.place.DemoStaff;
import org.gridmap.geodata.demo.place.DemoStation;

/**
 * Everybody in a synthetic town, and what they work in, are looked after by and run to. Nobody
 * exists: names are combined by chance, telephone numbers are such as nobody can have, identity
 * numbers are not made at all. Everything refers to houses by {@code DemoHouse.sourceId} and to
 * grids by code.
 *
 * <p>Which statuses count: every resident on the card of a house counts for its number of people,
 * at home, away or moved out alike, because the printed ledgers give a total and its three parts
 * (在家, 流出, 迁出). So a house has as many residents here as {@code DemoHouse.residents} says, but for
 * the slips of {@link RegisterErrors}. Those who are there tonight are the ones {@code AT_HOME}.
 *
 * @param villageCode twelve digits, of a zone nine
 * @param households in the order of the houses
 * @param residents in the order of the households, the head first
 * @param organisations enterprises, shops, let houses and party branches, each in a house whose use
 *     fits; one RENTAL is one house with all its let dwellings, of 2.6 tenants each on the mean, as
 *     in 仑苍镇 with 5,752 tenants in 2,165 rentals
 * @param stations one for each level 2 grid
 * @param resources shelters, hydrants, defibrillators, fire posts, clinics
 * @param staff the grids' own officers and those of departments
 * @param assignments their duties with dates
 * @param declaredCounts what the ledger says of each house
 */
public record DemoPopulation(
    String villageCode,
    List<DemoHousehold> households,
    List<DemoResident> residents,
    List<DemoOrganisation> organisations,
    List<DemoStation> stations,
    List<DemoResource> resources,
    List<DemoStaff> staff,
    List<DemoAssignment> assignments,
    List<DeclaredCount> declaredCounts) {

  /** Where in Gucuo's third grid the ledger does not add up. */
  public static final String HAMLET = "后山角落";

  public DemoPopulation {
    households = List.copyOf(households);
    residents = List.copyOf(residents);
    organisations = List.copyOf(organisations);
    stations = List.copyOf(stations);
    resources = List.copyOf(resources);
    staff = List.copyOf(staff);
    assignments = List.copyOf(assignments);
    declaredCounts = List.copyOf(declaredCounts);
  }

  /**
   * The people of {@link DemoTown#generate} or {@link DemoTown#gucuo}; the same town and seed give
   * the same people everywhere.
   *
   * @throws IllegalArgumentException for any other town
   */
  public static DemoPopulation generate(DemoTown town, long seed) {
    return PopulationMaker.ofVillage(town, seed).make();
  }

  /**
   * The people of {@link DemoTown#zone}, without slips of the register; the same zone and seed give
   * the same people everywhere.
   *
   * @param households exactly so many: at least one for each house that is lived in, at most one
   *     for each resident
   */
  public static DemoPopulation ofZone(DemoTown zone, int households, long seed) {
    return PopulationMaker.ofZone(zone, households, seed).make();
  }
}
