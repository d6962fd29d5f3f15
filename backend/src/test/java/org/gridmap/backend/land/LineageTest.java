package org.gridmap.backend.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.land.GridsInForce.GridInForce;
import org.gridmap.backend.land.Lineages.Descent;
import org.gridmap.backend.land.Lineages.LineageKind;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.geodata.code.GridCodeScheme.Role;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@CapabilityTest("land")
class LineageTest {
  private static final MultiPolygon NOWHERE = new GeometryFactory().createMultiPolygon();

  private static final AtomicInteger VILLAGES = new AtomicInteger();

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transactions;
  @Autowired private GridCodes codes;
  @Autowired private Lineages lineages;
  private final String village = "9992%08d".formatted(VILLAGES.incrementAndGet());

  private String code(int sequence) {
    return village + "%03d".formatted(sequence);
  }

  private void descent(long division, Descent... rows) {
    transactions.executeWithoutResult(status -> lineages.store(division, List.of(rows)));
  }

  private List<String> today(int sequence) {
    return codes.resolve(code(sequence)).stream().map(GridInForce::code).toList();
  }

  private static Descent split(String from, String to) {
    return new Descent(from, to, LineageKind.SPLIT, true);
  }

  @Test
  void
      a_code_in_force_means_its_own_grid_and_an_old_one_what_it_became_over_any_number_of_redraws() {
    Divided town = new Divided(jdbc, village);
    town.add(-30, -20, List.of(code(1), code(2)));
    long second = town.add(-20, -10, List.of(code(3), code(4), code(2))).get("");
    descent(second, split(code(1), code(3)), split(code(1), code(4)));
    long third = town.add(-10, null, List.of(code(3), code(5))).get("");
    descent(
        third,
        new Descent(code(4), code(5), LineageKind.MERGED, true),
        new Descent(code(2), code(5), LineageKind.MERGED, true));

    assertThat(today(1)).containsExactly(code(3), code(5));
    assertThat(today(2)).containsExactly(code(5));
    assertThat(today(3)).containsExactly(code(3));
    assertThat(today(4)).containsExactly(code(5));
    assertThat(today(9)).isEmpty();
    assertThat(lineages.list(code(5)))
        .extracting(one -> one.from() + ">" + one.to() + " " + one.kind())
        .containsExactly(
            code(1) + ">" + code(4) + " SPLIT",
            code(2) + ">" + code(5) + " MERGED",
            code(4) + ">" + code(5) + " MERGED");
  }

  @Test
  void a_grid_that_kept_its_code_when_it_was_split_means_itself_and_not_the_part_that_went() {
    Divided town = new Divided(jdbc, village);
    town.add(-30, -20, List.of(code(1)));
    long second = town.add(-20, -10, List.of(code(1), code(2))).get("");
    descent(second, new Descent(code(1), code(2), LineageKind.SPLIT, false));
    assertThat(today(1)).isEmpty();
    long third = town.add(-10, null, List.of(code(3), code(2))).get("");
    descent(third, new Descent(code(1), code(3), LineageKind.RECODED, true));

    assertThat(today(1)).containsExactly(code(3));
  }

  @Test
  void a_division_still_to_come_changes_no_meaning_before_its_moment() {
    Divided town = new Divided(jdbc, village);
    town.add(-30, 1, List.of(code(1)));
    long next = town.add(1, null, List.of(code(2))).get("");
    descent(next, new Descent(code(1), code(2), LineageKind.RECODED, true));

    assertThat(today(1)).containsExactly(code(1));
    assertThat(today(2)).isEmpty();
    jdbc.sql(
            "UPDATE division SET valid = tstzrange(lower(valid), now()) WHERE id <> ? AND root_code = ?")
        .params(next, village)
        .update();
    jdbc.sql("UPDATE division SET valid = tstzrange(now(), NULL) WHERE id = ?")
        .param(next)
        .update();
    assertThat(today(1)).containsExactly(code(2));
  }

  @Test
  void every_code_of_a_grid_is_the_reverse_of_every_grid_of_a_code() {
    Divided town = new Divided(jdbc, village);
    town.add(-30, -20, List.of(code(1), code(2), code(6)));
    long second = town.add(-20, -10, List.of(code(3), code(4), code(2), code(6))).get("");
    descent(second, split(code(1), code(3)), split(code(1), code(4)));
    Map<String, Long> third = town.add(-10, null, List.of(code(3), code(5), code(6)));
    descent(
        third.get(""),
        new Descent(code(4), code(5), LineageKind.MERGED, true),
        new Descent(code(2), code(5), LineageKind.MERGED, true));

    List<String> forward = new ArrayList<>();
    List<String> backward = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      for (GridInForce grid : codes.resolve(code(i))) {
        forward.add(code(i) + " " + grid.id());
      }
    }
    for (int i = 3; i <= 6; i++) {
      Long id = third.get(code(i));
      if (id != null) {
        jdbc.sql("SELECT codes_of_grid(?)")
            .param(id)
            .query(String.class)
            .list()
            .forEach(code -> backward.add(code + " " + id));
      }
    }
    assertThat(forward).hasSize(7).containsExactlyInAnyOrderElementsOf(backward);
  }

  @Test
  void a_code_that_was_ever_given_is_given_to_no_other_plan() {
    new Divided(jdbc, village).add(-3, -2, List.of(code(1)));
    reserve(71, code(2));
    reserve(71, code(2));

    assertThatThrownBy(() -> reserve(72, code(2)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.type().slug()).isEqualTo("code-taken"));
    assertThatThrownBy(() -> reserve(71, code(1))).hasMessageContaining(code(1));
    assertThat(
            codes.propose(
                village, Role.LEAF, List.of(new Coordinate(2, 0), new Coordinate(1, 0)), Set.of()))
        .containsExactly(code(4), code(3));
    assertThatThrownBy(
            () -> codes.propose("35", Role.LEAF, List.of(new Coordinate(1, 1)), Set.of()))
        .hasMessageContaining("12 digits");
  }

  @Test
  void of_plans_that_want_one_code_at_the_same_time_one_gets_it() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (int round = 1; round <= 20; round++) {
        String a = code(2 * round);
        String b = code(2 * round + 1);
        List<Future<Boolean>> asked = new ArrayList<>();
        for (long plan = 1; plan <= 3; plan++) {
          long id = 1000L * round + plan;
          asked.add(
              threads.submit(() -> {
                try {
                  reserve(id, a, b);
                  return true;
                } catch (ProblemException e) {
                  return false;
                }
              }));
        }
        int winners = 0;
        for (Future<Boolean> one : asked) {
          winners += one.get() ? 1 : 0;
        }
        assertThat(winners).isEqualTo(1);
      }
    }
  }

  private void reserve(long plan, String... wanted) {
    transactions.executeWithoutResult(
        status -> codes.reserve(Set.of(wanted), plan, code -> NOWHERE));
  }
}
