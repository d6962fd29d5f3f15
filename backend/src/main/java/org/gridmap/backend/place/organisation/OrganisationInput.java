package org.gridmap.backend.place.organisation;

import io.swagger.v3.oas.annotations.media.Schema;
import org.gridmap.backend.web.Faults;
import org.jspecify.annotations.Nullable;

/**
 * An organisation as a client sends it. The contact, which the client saw masked, may be left out
 * of a change and then stays; an empty text removes it.
 *
 * @param kind ENTERPRISE, SHOP, PARTY_BRANCH, RENTAL, INSTITUTION or ASSOCIATION
 * @param name name, 1 to 120 characters
 * @param trade what it does
 * @param employees people employed, 0 to 100,000
 * @param tenants people who rent, of a RENTAL only, 0 to 5,000
 * @param registeredNumber unified social credit code, or another number of a register
 * @param contact name of the contact
 * @param phone telephone of the contact
 * @param houseId in a change: the house it moves to; left out, it stays
 */
record OrganisationInput(
    @Schema(implementation = OrganisationKind.class) @Nullable String kind,
    @Nullable String name,
    @Nullable String trade,
    @Nullable Integer employees,
    @Nullable Integer tenants,
    @Nullable String registeredNumber,
    @Nullable String contact,
    @Nullable String phone,
    @Nullable Long houseId) {

  /**
   * The values as they are stored.
   *
   * @throws org.gridmap.backend.web.ProblemException validation-failed with the names of the fields
   */
  OrganisationInput checked() {
    Faults faults = new Faults();
    OrganisationKind known = faults.code(OrganisationKind.class, "kind", kind);
    String checkedName = faults.needed("name", name, 120);
    String checkedTrade = faults.text("trade", trade, 80);
    faults.number("employees", employees, 0, 100_000);
    faults.number("tenants", tenants, 0, 5_000);
    faults.require(tenants == null || known == OrganisationKind.RENTAL, "tenants");
    String number = faults.text("registeredNumber", registeredNumber, 40);
    faults.require(number.isEmpty() || RegisteredNumber.isPlausible(number), "registeredNumber");
    String checkedContact =
        contact == null ? null : written(faults, "contact", faults.text("contact", contact, 60));
    String checkedPhone = phone == null ? null : faults.phone("phone", phone);
    faults.refuse();
    return new OrganisationInput(
        kind,
        checkedName,
        checkedTrade,
        employees,
        tenants,
        number,
        checkedContact,
        checkedPhone,
        houseId);
  }

  /** Not one of our own masks sent back. */
  private static String written(Faults faults, String field, String value) {
    faults.require(value.indexOf('*') < 0, field);
    return value;
  }
}
