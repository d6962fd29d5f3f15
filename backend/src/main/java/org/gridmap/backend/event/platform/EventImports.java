package org.gridmap.backend.event.platform;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.cipher.KeyedDigest;
import org.gridmap.backend.audit.cipher.KeyedDigest.DigestCheck;
import org.gridmap.backend.event.EventReports;
import org.gridmap.backend.event.platform.EventFileReader.EventFile;
import org.gridmap.backend.event.platform.EventFileReader.Row;
import org.gridmap.backend.event.platform.EventFileReader.RowFault;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.web.ProblemException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores files of events. Every line is looked at before any is stored, so that one answer names
 * all that are wrong; an event that the platform handed in before is left as it is.
 */
@Service
class EventImports {
  private static final int MOST_TOLD = 100;
  private static final String DIGEST = "platform-event";
  private static final RowMapper<Known> KNOWN = new RecordRowMapper<>(Known.class);

  private final JdbcClient jdbc;
  private final EventFileReader files;
  private final EventReports reports;
  private final KeyedDigest digests;
  private final AuditLog audit;
  private final JsonMapper json;

  EventImports(
      JdbcClient jdbc,
      EventFileReader files,
      EventReports reports,
      KeyedDigest digests,
      AuditLog audit,
      JsonMapper json) {
    this.jdbc = jdbc;
    this.files = files;
    this.reports = reports;
    this.digests = digests;
    this.audit = audit;
    this.json = json;
  }

  /**
   * What became of a file.
   *
   * @param stored events that are new
   * @param known events that the platform handed in before, and that were left as they are
   * @param events every event of the file, in its order
   */
  record Imported(int stored, int known, List<ImportedEvent> events) {}

  /**
   * @param externalId what the platform calls it
   * @param number its number here
   */
  record ImportedEvent(String externalId, String number) {}

  private record Known(String externalId, String number, byte[] digest) {}

  /**
   * Stores a file on behalf of the caller, as a whole or not at all.
   *
   * @param platform whose file it is
   * @param bytes the file
   * @throws ProblemException event-import-rejected with the lines that are wrong; payload-too-large
   *     for too many
   */
  @Transactional
  public Imported store(long platform, byte[] bytes) {
    // Files follow each other: neither stores what another does.
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('gridmap event import'))").query().singleRow();
    jdbc.sql("UPDATE platform SET last_at = now() WHERE id = ?").param(platform).update();
    EventFile file = files.read(bytes);
    Map<String, Known> known = known(platform, file.rows());
    List<RowFault> faults = new ArrayList<>(file.faults());
    for (Row row : file.rows()) {
      Known before = known.get(row.id());
      if (before != null
          && digests.check(DIGEST, content(row), before.digest()) == DigestCheck.FALSE) {
        faults.add(new RowFault(row.number(), "This id was handed in before with something else."));
      }
    }
    refuse(faults);
    audit.record(
        AuditEvent.done(AuditAction.IMPORT, SubjectType.ACCOUNT, CurrentUser.get().accountId())
            .with(Map.of("rows", Integer.toString(file.rows().size()))));
    Map<String, String> numbers = new HashMap<>();
    known.forEach((id, before) -> numbers.put(id, before.number()));
    numbers.putAll(
        create(
            platform, file.rows().stream().filter(row -> !known.containsKey(row.id())).toList()));
    List<ImportedEvent> events =
        file.rows().stream()
            .map(row -> new ImportedEvent(row.id(), Objects.requireNonNull(numbers.get(row.id()))))
            .toList();
    return new Imported(events.size() - known.size(), known.size(), events);
  }

  private static void refuse(List<RowFault> faults) {
    if (faults.isEmpty()) {
      return;
    }
    faults.sort(Comparator.comparingInt(RowFault::row));
    throw new ProblemException(
        PlatformProblems.IMPORT_REJECTED,
        "Lines of the file are wrong: " + faults.size() + ". Nothing was stored.",
        Map.of("rows", faults.subList(0, Math.min(MOST_TOLD, faults.size()))));
  }

  private Map<String, Known> known(long platform, List<Row> rows) {
    return jdbc
        .sql(
            """
            SELECT p.external_id, e.number, p.digest
            FROM platform_event p JOIN event e ON e.id = p.event_id
            WHERE p.platform_id = :platform AND p.external_id = ANY (:ids)
            """)
        .param("platform", platform)
        .param("ids", rows.stream().map(Row::id).toArray(String[]::new))
        .query(KNOWN)
        .list()
        .stream()
        .collect(Collectors.toMap(Known::externalId, Function.identity()));
  }

  /** Stores events and says their numbers; from the first number on others of the villages wait. */
  private Map<String, String> create(long platform, List<Row> rows) {
    byte[][] contents =
        rows.stream().map(row -> digests.of(DIGEST, content(row))).toArray(byte[][]::new);
    List<EventReports.ReportedEvent> taken =
        reports.createAll(rows.stream().map(row -> row.event().report(row.gridCode())).toList());
    jdbc.sql(
            """
            INSERT INTO platform_event (platform_id, external_id, event_id, digest)
            SELECT :platform, * FROM unnest(:externals, :events, :digests)
            """)
        .param("platform", platform)
        .param("externals", rows.stream().map(Row::id).toArray(String[]::new))
        .param("events", taken.stream().map(EventReports.ReportedEvent::id).toArray(Long[]::new))
        .param("digests", contents)
        .update();
    Map<String, String> numbers = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      numbers.put(rows.get(i).id(), taken.get(i).number());
    }
    return numbers;
  }

  private byte[] content(Row row) {
    return json.writeValueAsBytes(row.event());
  }
}
