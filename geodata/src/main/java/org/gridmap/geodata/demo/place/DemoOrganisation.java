package org.gridmap.geodata.demo.place;

/**
 * An organisation in one house.
 *
 * @param sourceId stable identifier inside the town, for example {@code O0001}
 * @param kind {@code ENTERPRISE|SHOP|RENTAL|PARTY_BRANCH}
 * @param name what it is called
 * @param houseSourceId the house it is in, as in DemoHouse
 * @param gridCode the leaf grid of that house
 * @param contact who answers: an owner or a secretary, synthetic
 * @param phone synthetic, see SyntheticPhones
 * @param people of an enterprise or shop those residents who work there, of a rental its tenants,
 *     of a branch its members
 * @param dwellings of a rental the households that rent, else 0
 */
public record DemoOrganisation(
    String sourceId,
    String kind,
    String name,
    String houseSourceId,
    String gridCode,
    String contact,
    String phone,
    int people,
    int dwellings) {

  /** The same organisation with its people counted. */
  public DemoOrganisation withPeople(int counted) {
    return new DemoOrganisation(
        sourceId, kind, name, houseSourceId, gridCode, contact, phone, counted, dwellings);
  }
}
