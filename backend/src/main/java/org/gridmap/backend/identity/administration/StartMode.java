package org.gridmap.backend.identity.administration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * In which state an installation starts, as far as its database says: as a demonstration, for the
 * first time, or with accounts.
 */
public enum StartMode {
  /** With the sample, for everybody on this machine; only a decision ends it. */
  DEMONSTRATION,
  /** For the first time in earnest: the server makes the first accounts and their links. */
  FIRST_START,
  /** As ever: there are accounts of people. */
  SETTLED,
  /** There are accounts of people, but none that may open others. */
  NO_ADMINISTRATOR;

  private static final String FILE = "first-links.txt";
  private static final String MIGRATED =
      "SELECT to_regclass('import_run') IS NOT NULL, to_regclass('account.account') IS NOT NULL";

  private static final String DEMO =
      "SELECT EXISTS (SELECT FROM account.account WHERE demo AND state <> 'CLOSED')";

  private static final String PEOPLE =
      "SELECT EXISTS (SELECT FROM account.account WHERE NOT demo AND NOT system)";

  private static final String ADMINISTRATOR =
      """
      SELECT EXISTS (
        SELECT FROM account.account a JOIN account.role_grant r ON r.account_id = a.id
        WHERE NOT a.demo AND NOT a.system AND a.state IN ('INVITED', 'ACTIVE')
          AND r.role = 'SYSTEM_ADMIN' AND r.state = 'IN_FORCE'
          AND (r.valid_until IS NULL OR r.valid_until > now()))
      """;

  private static final String OWN_DATA =
      "SELECT EXISTS (SELECT 1 FROM import_run WHERE content NOT IN ('SAMPLE', 'SAMPLE_PEOPLE', 'SAMPLE_EVENTS'))";

  /**
   * Looks at a database, which may be older than this program, or empty.
   *
   * @param connection of the role that owns the tables
   * @param sample whether the sample is loaded into an empty installation
   * @param ended whether a demonstration ends now
   */
  public static StartMode of(Connection connection, boolean sample, boolean ended)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean imports;
      boolean accounts;
      try (ResultSet row = statement.executeQuery(MIGRATED)) {
        row.next();
        imports = row.getBoolean(1);
        accounts = row.getBoolean(2);
      }
      if (accounts && holds(statement, DEMO)) {
        return !ended ? DEMONSTRATION : holds(statement, ADMINISTRATOR) ? SETTLED : FIRST_START;
      }
      if (accounts && holds(statement, PEOPLE)) {
        return holds(statement, ADMINISTRATOR) ? SETTLED : NO_ADMINISTRATOR;
      }
      boolean ownData = imports && holds(statement, OWN_DATA);
      return sample && !ownData && !ended ? DEMONSTRATION : FIRST_START;
    }
  }

  /**
   * The one-time links of the first accounts, which are forgotten thereby.
   *
   * @param home folder of the installation
   * @return lines of a login, a tab and the path of the page that opens it; none if there are none
   */
  public static List<String> takeFirstLinks(Path home) throws IOException {
    Path file = file(home);
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> lines = Files.readAllLines(file);
    Files.delete(file);
    return lines;
  }

  static Path file(Path home) {
    return home.resolve(FILE);
  }

  private static boolean holds(Statement statement, String question) throws SQLException {
    try (ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
