package org.gridmap.geodata.demo.people;

/**
 * What the printed ledger says about a house.
 *
 * @param houseSourceId as in DemoHouse
 * @param place the part of the grid under which the ledger lists the house
 * @param residents the printed total; should be the sum of the next three
 * @param atHome 在家
 * @param away 流出
 * @param movedOut 迁出
 */
public record DeclaredCount(
    String houseSourceId, String place, int residents, int atHome, int away, int movedOut) {

  /** The printed total less the sum of its parts; 0 where the ledger adds up. */
  public int difference() {
    return residents - atHome - away - movedOut;
  }
}
