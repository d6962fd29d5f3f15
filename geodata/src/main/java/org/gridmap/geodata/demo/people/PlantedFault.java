package org.gridmap.geodata.demo.people;

import java.util.List;

/**
 * The truth about one deliberate imperfection.
 *
 * @param kind what is wrong
 * @param houseSourceIds the houses concerned, possibly none
 * @param householdSourceIds the households concerned, possibly none
 * @param residentSourceIds the residents concerned, possibly none
 */
public record PlantedFault(
    Kind kind,
    List<String> houseSourceIds,
    List<String> householdSourceIds,
    List<String> residentSourceIds) {

  public PlantedFault {
    houseSourceIds = List.copyOf(houseSourceIds);
    householdSourceIds = List.copyOf(householdSourceIds);
    residentSourceIds = List.copyOf(residentSourceIds);
  }

  /** What can be wrong with a register. */
  public enum Kind {
    /** A resident whose household belongs to no house. */
    PERSON_WITHOUT_HOUSE,
    /** One person on two cards: same name, birth year and telephone. */
    DOUBLE_REGISTRATION,
    /** A house whose declared count is not the number of people on its card. */
    HOUSE_COUNT_DIFFERS,
    /** A household in which nobody is the head. */
    HOUSEHOLD_WITHOUT_HEAD,
    /** Houses whose printed parts do not add up to the printed total. */
    LEDGER_DOES_NOT_ADD_UP
  }
}
