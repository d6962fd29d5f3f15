package org.gridmap.geodata.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.io.ParseException;

class LeafLocatorTest {

  @Test
  void a_point_inside_a_grid_belongs_to_it_and_one_outside_to_none() throws ParseException {
    LeafLocator locator = squares();
    assertThat(locator.locate(1, 1)).contains("g0");
    assertThat(locator.locate(3, 1)).contains("g1");
    assertThat(locator.locate(5, 1)).isEmpty();
  }

  @Test
  void on_a_shared_border_or_corner_the_lowest_code_wins_in_whatever_order_grids_come()
      throws ParseException {
    LeafLocator locator = squares();
    assertThat(locator.locate(2, 1)).contains("g0");
    assertThat(locator.locate(2, 2)).contains("g0");
    assertThat(locator.locate(3, 2)).contains("g1");
    List<GridShape> reversed = new ArrayList<>(grids()).reversed();
    assertThat(new LeafLocator(reversed).locate(2, 2)).contains("g0");
  }

  @Test
  void an_island_belongs_to_the_exclusive_grid_and_not_to_the_ring_around_it()
      throws ParseException {
    LeafLocator locator =
        new LeafLocator(
            CoverageCheckTest.grids(
                "POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,6 3,6 6,3 6,3 3))",
                "POLYGON((3 3,6 3,6 6,3 6,3 3))"));
    assertThat(locator.locate(4, 4)).contains("g1");
    assertThat(locator.locate(1, 4)).contains("g0");
  }

  @Test
  void no_grids_hold_no_point() {
    assertThat(new LeafLocator(List.of()).locate(1, 1)).isEmpty();
  }

  @Test
  void every_point_of_a_coverage_lies_in_exactly_the_grid_that_covers_it_from_any_thread() {
    LatticeCoverage lattice = new LatticeCoverage(3, 20, 15, 3, 9, 0.2);
    List<GridShape> grids = lattice.grids();
    LeafLocator locator = new LeafLocator(grids);
    GeometryFactory factory = new GeometryFactory();
    IntStream.range(0, 2_000)
        .parallel()
        .forEach(i -> {
          SplittableRandom random = new SplittableRandom(i);
          GridShape grid = grids.get(random.nextInt(grids.size()));
          Coordinate c = grid.geometry().getInteriorPoint().getCoordinate();
          Point point = factory.createPoint(c);
          List<String> covering =
              grids.stream()
                  .filter(g -> g.geometry().covers(point))
                  .map(GridShape::code)
                  .sorted()
                  .toList();
          assertThat(locator.locate(c.x, c.y)).contains(covering.getFirst());
        });
  }

  private static List<GridShape> grids() throws ParseException {
    return CoverageCheckTest.grids(
        "POLYGON((0 0,2 0,2 2,0 2,0 0))",
        "POLYGON((2 0,4 0,4 2,2 2,2 0))",
        "POLYGON((0 2,2 2,2 4,0 4,0 2))",
        "POLYGON((2 2,4 2,4 4,2 4,2 2))");
  }

  private static LeafLocator squares() throws ParseException {
    return new LeafLocator(grids());
  }
}
