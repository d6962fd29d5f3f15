package org.gridmap.backend.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.TestDatabase;
import org.gridmap.backend.operations.cluster.Database;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A column about people without purpose, basis and retention cannot exist. */
@CapabilityTest({"event", "finder", "place"})
class DataDictionaryTest {
  @Autowired DataDictionary dictionary;

  @Test
  void every_column_of_the_register_has_its_reasons_and_every_reason_its_column() {
    assertThat(described()).isEqualTo(columns(owner()));
  }

  @Test
  void a_column_without_an_entry_is_found() {
    JdbcClient owner = owner();
    owner.sql("ALTER TABLE person.resident ADD COLUMN religion text").update();
    Set<String> undescribed = columns(owner);
    undescribed.removeAll(described());
    assertThat(undescribed).containsExactly("person.resident.religion");
  }

  @Test
  void a_table_without_forced_row_level_security_would_be_found() {
    JdbcClient owner = owner();
    assertThat(unprotected(owner)).isEmpty();
    owner.sql("CREATE TABLE person.planted (id bigint)").update();
    assertThat(unprotected(owner)).containsExactly("planted");
  }

  @Test
  void the_dictionary_names_the_lists_of_codes_and_the_purposes() {
    assertThat(dictionary.codes()).containsKeys("careNeed", "relation", "registration", "tag");
    assertThat(dictionary.hasPurpose("EMERGENCY")).isTrue();
    assertThat(dictionary.hasPurpose("CURIOSITY")).isFalse();
    assertThat(dictionary.idNumbers()).isFalse();
  }

  private Set<String> described() {
    return dictionary.listFields().stream()
        .map(FieldEntry::name)
        .filter(name -> name.startsWith("person."))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> columns(JdbcClient owner) {
    return owner
        .sql(
            "SELECT table_schema || '.' || table_name || '.' || column_name FROM"
                + " information_schema.columns WHERE table_schema = 'person'")
        .query(String.class)
        .stream()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> unprotected(JdbcClient owner) {
    return owner
        .sql(
            "SELECT relname FROM pg_class WHERE relnamespace = 'person'::regnamespace AND relkind = 'r'"
                + " AND NOT (relrowsecurity AND relforcerowsecurity)")
        .query(String.class)
        .stream()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A database of its own, as the owner who may change its structure. */
  private static JdbcClient owner() {
    Database database = TestDatabase.create().owner();
    return JdbcClient.create(
        new DriverManagerDataSource(database.url(), database.user(), database.password()));
  }
}
