package org.gridmap.backend.house;

import java.util.List;

/**
 * Something on the card of a house that another module keeps. Implemented as a bean; asked inside
 * the transaction of the card, under the scope of whoever reads it.
 */
public interface HouseCardPart {
  /** Numbers of the photos of a house that the caller may see, the oldest first. */
  default List<Long> photos(long houseId) {
    return List.of();
  }

  /** How many organisations have their place in a house. */
  default int organisations(long houseId) {
    return 0;
  }
}
