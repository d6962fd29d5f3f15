package org.gridmap.geodata.demo.people;

/**
 * A telephone of a resident.
 *
 * @param kind {@code OWN|EMERGENCY}
 * @param number synthetic, see SyntheticPhones
 * @param holder who answers; for {@code OWN} the resident
 * @param relation what the holder is to the resident, in Chinese; empty for {@code OWN}
 */
public record DemoPhone(String kind, String number, String holder, String relation) {}
