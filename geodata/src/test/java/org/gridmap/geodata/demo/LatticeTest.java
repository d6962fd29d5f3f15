package org.gridmap.geodata.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

class LatticeTest {

  @Test
  void its_grids_are_an_exact_coverage_of_73_vertices_each() {
    List<Geometry> grids = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    new Lattice(0, 40, 30)
        .grids()
        .forEachRemaining(g -> {
          grids.add(g.polygon());
          codes.add(g.code());
        });
    assertThat(codes).hasSize(1200).allMatch(code -> code.length() == 15);
    assertThat(grids).allMatch(g -> g.isValid() && g.getNumPoints() == 73);
    Geometry[] coverage = grids.toArray(Geometry[]::new);
    assertThat(CoverageValidator.isValid(coverage)).isTrue();
    assertThat(((Polygon) CoverageUnion.union(coverage)).getNumInteriorRing()).isZero();
  }

  @Test
  void its_houses_are_as_many_as_asked_and_each_is_inside_a_grid() {
    Lattice lattice = new Lattice(1_003, 5, 4);
    List<Geometry> grids = new ArrayList<>();
    lattice.grids().forEachRemaining(g -> grids.add(g.polygon()));
    int[] count = new int[1];
    lattice
        .houseIterator()
        .forEachRemaining(house -> {
          count[0]++;
          assertThat(grids).filteredOn(g -> g.contains(house.footprint())).hasSize(1);
          assertThat(grids).filteredOn(g -> g.contains(house.entrance())).hasSize(1);
        });
    assertThat(count[0]).isEqualTo(1_003);
  }

  @Test
  void the_same_lattice_is_made_again() {
    assertThat(new Lattice(9, 3, 3).houseIterator().next())
        .isEqualTo(new Lattice(9, 3, 3).houseIterator().next());
  }
}
