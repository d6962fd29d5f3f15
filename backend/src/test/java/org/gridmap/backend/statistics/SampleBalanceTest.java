package org.gridmap.backend.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.backend.statistics.GridForest.Node;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.coverage.LeafLocator;
import org.gridmap.geodata.demo.DemoGrid;
import org.gridmap.geodata.demo.DemoHouse;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.demo.people.DemoHousehold;
import org.gridmap.geodata.demo.people.DemoPopulation;
import org.gridmap.geodata.demo.people.DemoResident;
import org.junit.jupiter.api.Test;

/** How much of the demonstration's village a leader is told. */
class SampleBalanceTest {
  private static final long SEED = 20_261_122;
  private static final int YEAR = 2026;

  private final Map<String, Map<Long, Long>> counts = new HashMap<>();
  private final CountSnapshot snapshot = read();

  private CountSnapshot read() {
    DemoTown town = DemoTown.generate(SEED);
    List<DemoGrid> grids = new ArrayList<>(town.grids());
    grids.sort(Comparator.comparingInt(DemoGrid::level).thenComparing(DemoGrid::code));
    Map<String, Node> nodes = new HashMap<>();
    List<Node> ordered = new ArrayList<>();
    for (DemoGrid grid : grids) {
      Node parent = grid.parentCode() == null ? null : nodes.get(grid.parentCode());
      Node node =
          new Node(
              ordered.size() + 1L,
              parent,
              grid.code(),
              grid.name(),
              grid.level(),
              GridKind.valueOf(grid.kind()));
      nodes.put(grid.code(), node);
      ordered.add(node);
    }
    LeafLocator locator =
        new LeafLocator(
            grids.stream()
                .filter(DemoGrid::leaf)
                .map(grid -> new GridShape(grid.code(), grid.polygon()))
                .toList());
    Map<String, Long> leafOf = new HashMap<>();
    for (DemoHouse house : town.houses()) {
      locator
          .locate(house.entrance().getX(), house.entrance().getY())
          .map(nodes::get)
          .ifPresent(leaf -> {
            leafOf.put(house.sourceId(), leaf.id());
            count("houses", leaf.id());
          });
    }
    DemoPopulation people = DemoPopulation.generate(town, SEED);
    Map<String, Long> leafOfHousehold = new HashMap<>();
    for (DemoHousehold household : people.households()) {
      Long leaf = leafOf.get(household.houseSourceId());
      if (leaf != null) {
        leafOfHousehold.put(household.sourceId(), leaf);
        count("households", leaf);
      }
    }
    for (DemoResident resident : people.residents()) {
      Long leaf = leafOfHousehold.get(resident.householdSourceId());
      if (leaf != null) {
        count(resident, leaf);
      }
    }
    return new CountSnapshot(
        1, GridForest.of(ordered), CountSnapshot.PEOPLE, counts, CountSnapshot.Coarse.NONE);
  }

  private void count(DemoResident resident, long leaf) {
    count("residents", leaf);
    count(
        switch (resident.registration()) {
          case "REGISTERED" -> "registered";
          case "PERMANENT" -> "permanent";
          default -> "floating";
        },
        leaf);
    count(
        switch (resident.presence()) {
          case "AT_HOME" -> "atHome";
          case "AWAY" -> "away";
          default -> "movedOut";
        },
        leaf);
    int age = YEAR - resident.birthYear();
    if (age < 14) {
      count("children", leaf);
    } else if (age >= 60) {
      count("elders", leaf);
    }
    if (!resident.careNeeds().isEmpty()) {
      count("careNeeds", leaf);
    }
  }

  private void count(String measure, long leaf) {
    counts.computeIfAbsent(measure, code -> new HashMap<>()).merge(leaf, 1L, Long::sum);
  }

  private boolean isHidden(String measure, Node node) {
    return !snapshot.shown(measure, Set.of()).contains(node.id());
  }

  @Test
  void at_most_twice_as_much_is_hidden_from_a_leader_as_is_small() {
    int values = 0;
    int hidden = 0;
    int small = 0;
    for (Measure measure : CountSnapshot.PEOPLE) {
      for (Node node : snapshot.forest().nodes()) {
        values++;
        small += snapshot.count(measure.code(), node.id()) < measure.least() ? 1 : 0;
        hidden += isHidden(measure.code(), node) ? 1 : 0;
      }
    }
    assertThat(hidden).as("hidden of %d values, %d small", values, small).isLessThanOrEqualTo(360);
    assertThat(hidden).isLessThanOrEqualTo(2 * small);
  }

  @Test
  void three_grids_in_four_tell_at_least_one_kind_of_registration() {
    List<Node> nodes = snapshot.forest().nodes();
    List<String> kinds = List.of("registered", "permanent", "floating");
    long untold =
        nodes.stream()
            .filter(node -> kinds.stream().allMatch(kind -> isHidden(kind, node)))
            .count();
    assertThat(untold).as("of %d grids", nodes.size()).isLessThanOrEqualTo(12);
  }

  @Test
  void residents_and_households_of_the_village_are_told_in_every_grid() {
    for (Node node : snapshot.forest().nodes()) {
      assertThat(isHidden("residents", node)).as(node.code()).isFalse();
      assertThat(isHidden("households", node)).as(node.code()).isFalse();
    }
  }
}
