package org.gridmap.backend.event.platform;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.cipher.FieldCipher;
import org.gridmap.backend.audit.cipher.SealedColumns;
import org.gridmap.backend.event.webhook.WebhookSignature;
import org.gridmap.backend.identity.SystemCallers;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.web.PlainText;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.RequestValidator;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The platforms that hand events in, and whether a file is signed by one of them. */
@Service
class Platforms implements SealedColumns {
  static final int MOST = 20;
  private static final String TABLE = "platform";
  private static final String COLUMN = "secret";

  /** A signature is believed so long before and after its moment: clocks differ. */
  private static final Duration BELIEVED = Duration.ofMinutes(5);

  private static final RowMapper<Platform> PLATFORM = new RecordRowMapper<>(Platform.class);

  private final JdbcClient jdbc;
  private final FieldCipher cipher;
  private final SystemCallers callers;
  private final AuditLog audit;
  private final RequestValidator requests;

  Platforms(
      JdbcClient jdbc,
      FieldCipher cipher,
      SystemCallers callers,
      AuditLog audit,
      RequestValidator requests) {
    this.jdbc = jdbc;
    this.cipher = cipher;
    this.callers = callers;
    this.audit = audit;
    this.requests = requests;
  }

  /**
   * A platform as a client names it.
   *
   * @param name what people call it, which stands with its events as their reporter
   */
  record NewPlatform(@NotBlank @Size(max = 50) @PlainText @Nullable String name) {
    NewPlatform {
      name = RequestValidator.text(name);
    }
  }

  /**
   * A platform; its secret is shown once.
   *
   * @param id its number
   * @param name what people call it
   * @param createdAt since when
   * @param lastAt when it handed something in last
   * @param events how many it handed in
   */
  record Platform(long id, String name, Instant createdAt, @Nullable Instant lastAt, long events) {}

  /**
   * @param id number of the platform
   * @param secret with which its files are signed, shown this once
   */
  record FreshPlatform(long id, String secret) {}

  /**
   * How a file was signed.
   *
   * @param messageId number of the message, as the platform made it
   * @param timestamp seconds since 1970
   * @param signatures one or several, with spaces between
   */
  record Signed(
      @Nullable String messageId, @Nullable String timestamp, @Nullable String signatures) {}

  private record Stored(long accountId, byte[] secret) {}

  @Override
  public List<SealedColumn> listColumns() {
    return List.of(new SealedColumn(TABLE, "id", COLUMN));
  }

  @Transactional(readOnly = true)
  public List<Platform> list() {
    return jdbc.sql(
            """
            SELECT p.id, p.name, p.created_at, p.last_at,
                   (SELECT count(*) FROM platform_event e WHERE e.platform_id = p.id) AS events
            FROM platform p ORDER BY p.id
            """)
        .query(PLATFORM)
        .list();
  }

  /**
   * @throws ProblemException validation-failed for a name that is none, or one platform too many
   */
  @Transactional
  public FreshPlatform create(NewPlatform sent) {
    String name = RequestValidator.text(requests.check(sent).name());
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('gridmap platform'))").query().singleRow();
    if (jdbc.sql("SELECT count(*) FROM platform").query(Long.class).single() >= MOST) {
      throw new ProblemException(
          WebProblems.VALIDATION_FAILED, "There are " + MOST + " platforms already.");
    }
    long id =
        jdbc.sql("SELECT nextval(pg_get_serial_sequence('platform', 'id'))")
            .query(Long.class)
            .single();
    long account = callers.createPlatform(id, name);
    String secret = WebhookSignature.newSecret();
    jdbc.sql(
            """
            INSERT INTO platform (id, name, secret, account_id, created_by)
            VALUES (:id, :name, :secret, :account, :by)
            """)
        .param("id", id)
        .param("name", name)
        .param("secret", cipher.seal(secret, TABLE, COLUMN, id))
        .param("account", account)
        .param("by", CurrentUser.get().accountId())
        .update();
    audit.record(AuditEvent.done(AuditAction.RECORD_CREATED, SubjectType.ACCOUNT, account));
    return new FreshPlatform(id, secret);
  }

  /**
   * Gives a platform another secret; from now on no file is believed that the old one signed. What
   * it handed in stays its own, so that a repeated row is still known.
   *
   * @throws ProblemException not-found
   */
  @Transactional
  public FreshPlatform replaceSecret(long id) {
    String secret = WebhookSignature.newSecret();
    long account =
        jdbc.sql("UPDATE platform SET secret = :secret WHERE id = :id RETURNING account_id")
            .param("secret", cipher.seal(secret, TABLE, COLUMN, id))
            .param("id", id)
            .query(Long.class)
            .optional()
            .orElseThrow(Platforms::unknown);
    audit.record(
        AuditEvent.done(AuditAction.RECORD_CHANGED, SubjectType.ACCOUNT, account)
            .with(Map.of("field", COLUMN)));
    return new FreshPlatform(id, secret);
  }

  /**
   * Takes nothing more from a platform; what it handed in stays.
   *
   * @throws ProblemException not-found
   */
  @Transactional
  public void remove(long id) {
    long account =
        jdbc.sql("DELETE FROM platform WHERE id = ? RETURNING account_id")
            .param(id)
            .query(Long.class)
            .optional()
            .orElseThrow(Platforms::unknown);
    audit.record(AuditEvent.done(AuditAction.RECORD_REMOVED, SubjectType.ACCOUNT, account));
  }

  private static ProblemException unknown() {
    return new ProblemException(WebProblems.NOT_FOUND, "There is nothing with this number.");
  }

  /**
   * On whose behalf a file is stored.
   *
   * @return empty for a platform that does not exist and for a signature that is not its own, old,
   *     or missing: nobody learns which
   */
  @Transactional(readOnly = true)
  public Optional<Caller> recognise(long id, Signed signed, byte[] body) {
    String message = signed.messageId();
    String time = signed.timestamp();
    String signatures = signed.signatures();
    if (message == null
        || !message.matches("[\\x21-\\x7e]{1,100}")
        || time == null
        || !time.matches("[0-9]{1,12}")
        || signatures == null) {
      return Optional.empty();
    }
    Instant at = Instant.ofEpochSecond(Long.parseLong(time));
    if (Duration.between(at, Instant.now()).abs().compareTo(BELIEVED) > 0) {
      return Optional.empty();
    }
    return jdbc.sql("SELECT account_id, secret FROM platform WHERE id = ?")
        .param(id)
        .query(new RecordRowMapper<>(Stored.class))
        .optional()
        .filter(stored ->
            WebhookSignature.fits(
                signatures, cipher.open(stored.secret(), TABLE, COLUMN, id), message, at, body))
        .map(stored -> callers.platform(stored.accountId()));
  }
}
