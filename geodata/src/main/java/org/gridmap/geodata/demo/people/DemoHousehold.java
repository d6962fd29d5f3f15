package org.gridmap.geodata.demo.people;

import org.jspecify.annotations.Nullable;

/**
 * A household.
 *
 * @param sourceId the house's identifier and the ordinal in it, for example {@code H0001-2}
 * @param houseSourceId as in DemoHouse; {@code null} for a planted household without a house
 * @param number the ordinal in the house, from 1
 * @param room for example 301; empty where a family has the house to itself
 * @param kind {@code FAMILY|COLLECTIVE}
 * @param tenure {@code OWNED|RENTED|DORMITORY}
 */
public record DemoHousehold(
    String sourceId,
    @Nullable String houseSourceId,
    String number,
    String room,
    String kind,
    String tenure) {}
