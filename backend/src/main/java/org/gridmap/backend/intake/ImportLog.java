package org.gridmap.backend.intake;

import java.util.Optional;
import org.gridmap.geodata.source.ReadReport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One row for each import that was stored. */
@Component
class ImportLog {
  private final JdbcClient jdbc;

  ImportLog(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void record(String content, String source, IntakeReport report) {
    record(
        content,
        source,
        report.files().values().stream().mapToLong(ReadReport::read).sum(),
        report.stored(),
        report.files().values().stream().mapToLong(ReadReport::refused).sum());
  }

  void record(String content, String source, long read, long stored, long refused) {
    jdbc.sql(
            "INSERT INTO import_run (content, source, rows_read, rows_stored, rows_refused) VALUES (?, ?,"
                + " ?, ?, ?)")
        .params(content, source, read, stored, refused)
        .update();
  }

  /** Whether something of this content was ever stored. */
  boolean has(String content) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM import_run WHERE content = ?)")
        .param(content)
        .query(Boolean.class)
        .single();
  }

  /** The source of what was stored last of this content. */
  Optional<String> findSource(String content) {
    return jdbc.sql("SELECT source FROM import_run WHERE content = ? ORDER BY id DESC LIMIT 1")
        .param(content)
        .query(String.class)
        .optional();
  }

  boolean isEmpty() {
    return jdbc.sql("SELECT NOT EXISTS (SELECT FROM import_run)").query(Boolean.class).single();
  }
}
