package org.gridmap.backend.gates.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridmap.backend.gates.ownership.SqlOwnershipFaultsTest.OWNED;
import static org.gridmap.backend.gates.ownership.SqlOwnershipFaultsTest.schema;
import static org.gridmap.backend.gates.ownership.SqlOwnershipFaultsTest.violations;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gridmap.backend.gates.ownership.Ownership.Owned;
import org.gridmap.backend.gates.ownership.Ownership.Sent;
import org.junit.jupiter.api.Test;

/**
 * What {@link SqlOwnershipTest} must find beyond tables: columns, the database's own deeds, the
 * map.
 */
class SqlReachFaultsTest {
  @Test
  void a_column_that_is_not_shown_is_found_however_it_is_read() {
    Map<String, Owned> owned = new TreeMap<>(OWNED);
    owned.put("house", new Owned("house", Set.of("road(id, number)")));
    List<String> reads =
        List.of(
            "SELECT owner FROM house",
            "SELECT h.owner FROM road r JOIN house h USING (id)",
            "SELECT public.house.owner FROM house",
            "SELECT * FROM house",
            "SELECT h.* FROM house h",
            "SELECT to_jsonb(h) FROM house h",
            "SELECT (h).owner FROM house h",
            "SELECT id FROM road WHERE EXISTS (SELECT FROM house h WHERE h.owner = road.name)",
            "SELECT id FROM road JOIN house USING (owner)",
            "SELECT id FROM road NATURAL JOIN house",
            "WITH h AS (SELECT * FROM house) SELECT id FROM h",
            "SELECT id FROM house UNION SELECT owner FROM house",
            "SELECT id FROM house ORDER BY owner",
            "UPDATE road SET name = house.owner FROM house",
            "INSERT INTO road (name) SELECT owner FROM house",
            "COPY house (owner) TO STDOUT",
            "COPY house TO STDOUT");

    for (String sql : reads) {
      assertThat(violations(schema(), owned, List.of(sql), Map.of()))
          .as(sql)
          .contains(sql + " reads house (owner), which house does not show it");
    }
    assertThat(
            violations(
                schema(),
                owned,
                List.of("SELECT h.id, number FROM house h", "SELECT count(*) FROM house"),
                Map.of()))
        .isEmpty();
  }

  @Test
  void columns_are_named_for_all_readers_or_for_none_and_no_more_than_are_read() {
    Map<String, Owned> owned = new TreeMap<>(OWNED);
    owned.put("house", new Owned("house", Set.of("road(id, number)", "plan")));
    Set<String> violations = violations(schema(), owned, List.of("SELECT id FROM house"), Map.of());

    assertThat(violations)
        .contains(
            "house is shown to road, which does not read number",
            "house is shown to plan without naming its columns");

    owned.put("person.tenant", new Owned("house", Set.of("road")));
    assertThat(violations(schema(), owned, List.of(), Map.of()))
        .contains("person.tenant is shown to road without naming its columns");
  }

  @Test
  void what_a_foreign_key_deletes_or_empties_is_written() {
    Schema schema = schema();
    schema.cascades().add(new Schema.Cascade("road", "house"));

    assertThat(violations(schema, OWNED, List.of(), Map.of()))
        .containsExactly(
            "a foreign key writes road with house, which road does not say it follows");
    Map<String, Owned> owned = new TreeMap<>(OWNED);
    owned.put("road", new Owned("road", Set.of(), Set.of("house", "hut"), false));
    assertThat(violations(schema, owned, List.of(), Map.of()))
        .containsExactly("road is said to follow hut, and no foreign key does");
  }

  @Test
  void triggers_indexes_rules_and_defaults_are_what_their_table_does() {
    Schema schema =
        schema(
            deed(
                "road",
                "CREATE TRIGGER t BEFORE INSERT ON road FOR EACH ROW EXECUTE FUNCTION doors()"),
            deed(
                "doors()",
                "CREATE TRIGGER t BEFORE INSERT ON road FOR EACH ROW EXECUTE FUNCTION doors()"),
            deed("road", "CREATE INDEX i ON road (doors(name))"),
            deed("road", "CREATE RULE r AS ON INSERT TO road DO ALSO DELETE FROM house"),
            deed("road", "SELECT nextval('house_id_seq'::regclass)"));

    assertThat(violations(schema, OWNED, List.of(), Map.of()))
        .containsExactly(
            "the schema's doors() reads road, which road does not show it",
            "the schema's doors() writes road, which is road's",
            "the schema's road reads doors(), which house does not show it",
            "the schema's road reads house, which house does not show it",
            "the schema's road writes house, which is house's");
  }

  private static Schema.Body deed(String of, String sql) {
    return new Schema.Body(of, PostgresParser.Source.sql(sql));
  }

  @Test
  void who_asks_for_people_and_knows_the_map_is_found_and_the_other_way_round() {
    JavaClasses classes = new ClassFileImporter().importPackages("org.gridmap.fixture.delivery");
    String map = "org.gridmap.fixture.delivery.map";
    Map<String, Owned> owned = new TreeMap<>(OWNED);
    owned.put("house", new Owned("house", Set.of("road"), Set.of(), true));
    Ownership ownership = new Ownership(owned, schema());
    ownership.judge(
        List.of(
            new Sent("road", "road.lookup.Asker.ask", "TABLE house", false),
            new Sent("road", "road/list/all.sql", "SELECT id FROM house", false),
            new Sent("road", "road.Roads.all", "TABLE road", false)),
        List.of(),
        Map.of(),
        Map.of());

    assertThat(ownership.packagesOfPeople()).containsExactly("road.list", "road.lookup");
    assertThat(MapBorder.crossings(classes, Set.of("org.gridmap.fixture.delivery.town"), map))
        .contains(
            "org.gridmap.fixture.delivery.town.Houses knows org.gridmap.fixture.delivery.map.Layer",
            "org.gridmap.fixture.delivery.map.Layer knows org.gridmap.fixture.delivery.town.Houses");
    assertThat(MapBorder.crossings(classes, Set.of("org.gridmap.fixture.people"), map)).isEmpty();
  }
}
