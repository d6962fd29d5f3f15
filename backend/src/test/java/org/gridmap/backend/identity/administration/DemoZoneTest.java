package org.gridmap.backend.identity.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;

/** The accounts of a demonstration in a zone whose villages have work areas. */
@CapabilityTest({"house", "identity"})
@TestPropertySource(properties = "gridmap.test.database=DemoZoneTest")
@ActiveProfiles("demo")
class DemoZoneTest {
  @Autowired Environment environment;
  @Autowired JdbcClient jdbc;
  @Autowired DemoAccounts accounts;

  @BeforeEach
  void settle() {
    jdbc.sql(
            """
            WITH zone AS (
              INSERT INTO division (root_code, name, status, shown, synthetic, source, valid)
              VALUES ('999900400', '试验区', 'PUBLISHED', true, true, 'zone', tstzrange(now(), NULL)) RETURNING id
            ), tree (code, parent, level) AS (
              VALUES ('999900400', NULL, 1), ('999900400001', '999900400', 2), ('999900400002', '999900400', 2),
                ('999900400001901', '999900400001', 3), ('999900400001001', '999900400001901', 4),
                ('999900400001002', '999900400001901', 4), ('999900400001003', '999900400001901', 4),
                ('999900400002001', '999900400002', 3), ('999900400002002', '999900400002', 3)
            ), numbered AS (
              SELECT tree.*, nextval('grid_id_seq') AS id FROM tree
            )
            INSERT INTO grid (id, division_id, parent_id, code, name, level, level_name, kind, leaf, colour, geom,
              label_point, area_square_metres)
            SELECT n.id, zone.id, p.id, n.code, n.code, n.level, '级', 'BASE',
              NOT EXISTS (SELECT FROM tree c WHERE c.parent = n.code), 0,
              ST_Multi(ST_MakeEnvelope(100, 30, 100.01, 30.01, 4490)), ST_SetSRID(ST_MakePoint(100.005, 30.005), 4490), 1
            FROM numbered n CROSS JOIN zone LEFT JOIN numbered p ON p.code = n.parent
            """)
        .update();
    jdbc.sql("SELECT fill_grid_closure(id) FROM division").query(rows -> {});
    accounts.establish();
  }

  @Test
  void the_officer_has_a_leaf_the_lead_a_village_and_the_leader_the_whole_zone() {
    assertThat(code("officer")).isEqualTo("999900400001003");
    assertThat(code("gridlead")).isEqualTo("999900400001901");
    assertThat(code("lead")).isEqualTo("999900400001");
    assertThat(code("leader")).isEqualTo("999900400");
    assertThat(code("planner")).isEqualTo("999900400");
  }

  private String code(String login) {
    return Browser.of(environment)
        .post("/api/session/demo", Map.of("login", login))
        .json()
        .path("scopes")
        .path(0)
        .path("gridCode")
        .stringValue();
  }
}
