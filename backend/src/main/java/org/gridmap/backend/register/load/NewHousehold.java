package org.gridmap.backend.register.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A household that is about to be stored.
 *
 * @param sourceId its number in its source, unique there
 * @param houseSourceId the house, by its number in the source of the houses; null for people
 *     without a house
 * @param villageCode code of the root grid; used for people without a house, else the house decides
 * @param number number in the ledger, may be empty
 * @param room flat or room, may be empty
 * @param kind FAMILY or COLLECTIVE
 * @param tenure OWNED, RENTED, DORMITORY or UNKNOWN
 * @param residents who lives in it, the head first
 */
public record NewHousehold(
    String sourceId,
    @Nullable String houseSourceId,
    String villageCode,
    String number,
    String room,
    String kind,
    String tenure,
    List<NewResident> residents) {}
