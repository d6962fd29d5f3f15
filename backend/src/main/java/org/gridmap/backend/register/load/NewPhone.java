package org.gridmap.backend.register.load;

/**
 * A phone that is about to be stored.
 *
 * @param kind OWN or EMERGENCY
 * @param number as people write it
 * @param holder name of the emergency contact; empty for the own phone
 * @param relation what the holder is to the resident, may be empty
 */
public record NewPhone(String kind, String number, String holder, String relation) {}
