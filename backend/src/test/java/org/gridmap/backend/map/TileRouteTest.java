package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.gridmap.backend.Browser;
import org.gridmap.backend.People;
import org.gridmap.backend.Wire;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.RouteMatcher;
import org.gridmap.backend.access.RouteRule;
import org.gridmap.backend.access.RouteTable;
import org.gridmap.geodata.tile.TileCoordinate;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The row of the tiles in the table of routes is also that of the fast way. */
@Import(TileRouteTest.OtherTable.class)
class TileRouteTest extends TilesOverHttp {
  /** The table with another right in one row. */
  @TestConfiguration
  static class OtherTable {
    @Bean
    @Primary
    RouteMatcher otherRoutes() {
      return new RouteMatcher(RouteTable.list().stream().map(OtherTable::changed).toList());
    }

    private static RouteRule changed(RouteRule rule) {
      return rule.pattern().equals("/tiles/{zoom}/{x}/{y}.mvt")
          ? new RouteRule(rule.method(), rule.pattern(), Set.of(Right.AGGREGATES), rule.reach())
          : rule;
    }
  }

  private static final TileCoordinate TILE = TileCoordinate.at(119.001, 12.001, 14);

  @Test
  void the_fast_way_is_open_to_whoever_has_the_right_of_the_row_and_to_nobody_else()
      throws Exception {
    division("R", 119, 12, 2, 0.001);
    String officer = request("OFFICER");
    String responder = request("RESPONDER");
    try (Wire wire = new Wire(port)) {
      // What somebody may do is in memory a moment after he signed in.
      while (!ReadyTilesTest.isEarly(wire.send(officer).answer())) {
        Thread.sleep(10);
      }
      for (int k = 0; k < 50; k++) {
        assertThat(wire.send(responder).answer().status()).isEqualTo(403);
        Thread.sleep(10);
      }
    }
  }

  private String request(String role) {
    Browser browser =
        People.browser(client, environment, People.with(client, role, "999900000001"));
    return "GET %s HTTP/1.1\r\nHost: localhost\r\nCookie: %s=%s\r\n\r\n"
        .formatted(path(TILE), Browser.COOKIE, browser.cookie());
  }
}
