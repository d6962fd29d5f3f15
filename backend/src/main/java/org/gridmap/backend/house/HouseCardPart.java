package org.gridmap.backend.house;

import java.util.List;

/**
 * A part of the house card that another module contributes. Implemented as a bean; called inside
 * the transaction of the card, under the scope of the reader.
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
