package org.gridmap.backend.register.reveal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.gridmap.backend.TestDatabase;
import org.gridmap.backend.dictionary.FieldEntry;
import org.gridmap.backend.operations.cluster.Database;
import org.junit.jupiter.api.Test;

class RevealFieldsTest {
  @Test
  void the_dictionary_tells_every_column_of_the_log_of_looks() throws Exception {
    Database database = TestDatabase.create().owner();
    List<String> columns = new ArrayList<>();
    try (Connection owner =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        ResultSet rows = owner.getMetaData().getColumns(null, "person", "reveal", null)) {
      while (rows.next()) {
        columns.add(rows.getString("COLUMN_NAME"));
      }
    }
    assertThat(new RevealFields().listFields().stream().map(FieldEntry::column))
        .containsExactlyInAnyOrderElementsOf(columns);
  }

  /** At its chattiest level Spring logs what it answers. */
  @Test
  void a_revealed_value_does_not_stand_in_what_a_log_would_write() {
    assertThat(new RevealController.Revealed("13905958001", 60).toString()).isEqualTo("Revealed");
  }
}
