package org.gridmap.backend.place.organisation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An organisation as a caller may see it. Outside his scope the contact, the number of tenants and
 * the name of a let house are left out.
 *
 * @param id number
 * @param houseId house where it has its place; null if that house is gone
 * @param kind ENTERPRISE, SHOP, PARTY_BRANCH, RENTAL, INSTITUTION or ASSOCIATION
 * @param name name
 * @param trade what it does, may be empty
 * @param employees people employed, null if unknown
 * @param tenants people who rent, of a RENTAL; null if unknown
 * @param registeredNumber number in the register of organisations, may be empty
 * @param contact masked name of the contact; null if there is none or it is not for the caller
 * @param phone masked telephone of the contact; null likewise
 * @param updatedAt last change
 * @param version the version that a change is based on
 */
record Organisation(
    long id,
    @Nullable Long houseId,
    OrganisationKind kind,
    String name,
    String trade,
    @Nullable Integer employees,
    @Nullable Integer tenants,
    String registeredNumber,
    @Nullable String contact,
    @Nullable String phone,
    Instant updatedAt,
    long version) {}
