package org.gridmap.backend.intake;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an empty installation may be filled with. All of it is synthetic. */
public enum Sample {
  /** The villages 洋埭村 and 古厝村. */
  YANGDAI("sample"),
  /** 泉州台商投资区 with 78 villages. */
  ZONE("sample-zone");

  private static final String HAS_IMPORTS = "SELECT to_regclass('import_run') IS NOT NULL";

  /** What was loaded first decides whether this is a sample, and which one. */
  private static final String FIRST = "SELECT source FROM import_run ORDER BY id LIMIT 1";

  private final String source;

  Sample(String source) {
    this.source = source;
  }

  /** What the log of imports calls its source. */
  String source() {
    return source;
  }

  /** Its name on the command line and in the settings. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The sample whose source the log of imports names. */
  static Optional<Sample> ofSource(String source) {
    return Arrays.stream(values()).filter(one -> one.source.equals(source)).findFirst();
  }

  /**
   * Why this sample cannot be loaded into an installation, and what to do: something else is there.
   *
   * @param connection of the role that owns the tables; the database may be empty
   */
  public Optional<String> findObstacle(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(HAS_IMPORTS)) {
        row.next();
        if (!row.getBoolean(1)) {
          return Optional.empty();
        }
      }
      try (ResultSet row = statement.executeQuery(FIRST)) {
        if (!row.next()) {
          return Optional.empty();
        }
        Optional<Sample> loaded = ofSource(row.getString(1));
        if (loaded.filter(this::equals).isPresent()) {
          return Optional.empty();
        }
        String held = loaded.map(one -> "the sample " + one.label()).orElse("data of its own");
        return Optional.of(
            "This installation holds %1$s. The sample %2$s needs a folder of its own: GRIDMAP_HOME=FOLDER ./gridmap up --sample %2$s. What is here starts without --sample."
                .formatted(held, label()));
      }
    }
  }
}
