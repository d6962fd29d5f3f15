package org.gridmap.geodata.demo;

/**
 * How large a synthetic zone is.
 *
 * @param villages how many villages tile it
 * @param leaves leaf grids of all villages together, at least two for each
 * @param households in all of it
 * @param residents in all of it, at least one for each household
 * @param events reported in two months
 * @param openEvents of these not closed yet
 */
public record ZoneSize(
    int villages, int leaves, int households, int residents, int events, int openEvents) {
  /** The figures that 泉州台商投资区 has reported, with 2.5 residents to a household. */
  public static final ZoneSize REPORTED = new ZoneSize(78, 381, 68_386, 170_965, 6_052, 633);

  public ZoneSize {
    if (villages < 1 || leaves < 2 * villages || households < leaves || residents < households) {
      throw new IllegalArgumentException("no zone has these figures");
    }
    if (openEvents < 0 || events < openEvents) {
      throw new IllegalArgumentException("no zone has these figures");
    }
  }
}
