package org.gridmap.backend.event.webhook;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.cipher.FieldCipher;
import org.gridmap.backend.audit.cipher.SealedColumns;
import org.gridmap.backend.event.webhook.Deliveries.DeliveryState;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.PlainText;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.RequestValidator;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who is told of events, and what could not be told. */
@Service
class Webhooks implements SealedColumns {
  static final int MOST = 10;
  private static final String TABLE = "webhook";
  private static final String COLUMN = "secret";
  private static final int MOST_LISTED = 200;
  private static final RowMapper<Webhook> WEBHOOK = new RecordRowMapper<>(Webhook.class);
  private static final RowMapper<Delivery> DELIVERY = new RecordRowMapper<>(Delivery.class);

  private final JdbcClient jdbc;
  private final FieldCipher cipher;
  private final WebhookProperties properties;
  private final AuditLog audit;
  private final RequestValidator requests;

  Webhooks(
      JdbcClient jdbc,
      FieldCipher cipher,
      WebhookProperties properties,
      AuditLog audit,
      RequestValidator requests) {
    this.jdbc = jdbc;
    this.cipher = cipher;
    this.properties = properties;
    this.audit = audit;
    this.requests = requests;
  }

  /**
   * A receiver as a client names it.
   *
   * @param name what people call it
   * @param url where messages go
   */
  record NewWebhook(
      @NotBlank @Size(max = 60) @PlainText @Nullable String name,
      @NotBlank @Size(max = 500) @PlainText @Nullable String url) {}

  /**
   * Whether a receiver is told anything.
   *
   * @param paused what happens meanwhile waits for it
   */
  record WebhookChange(@NotNull @Nullable Boolean paused) {}

  /**
   * A receiver; its secret is shown once.
   *
   * @param id its number
   * @param name what people call it
   * @param url where messages go
   * @param createdAt since when
   * @param pausedAt since when it is told nothing; null while it is
   * @param waiting messages that are still to be sent
   * @param dead messages that were given up
   * @param lastAt when something was sent last
   * @param lastStatus what was answered then
   * @param lastFailure why that was no success; null for one
   */
  record Webhook(
      long id,
      String name,
      String url,
      Instant createdAt,
      @Nullable Instant pausedAt,
      long waiting,
      long dead,
      @Nullable Instant lastAt,
      @Nullable Integer lastStatus,
      @Nullable FailureKind lastFailure) {}

  /**
   * @param id number of the receiver
   * @param secret with which its messages are signed, shown this once
   */
  record FreshWebhook(long id, String secret) {}

  /**
   * A message.
   *
   * @param id its number
   * @param messageId its number as the receiver sees it
   * @param eventNumber number of the event that it tells of
   * @param state what became of it
   * @param attempts how often it was sent
   * @param createdAt when it was written
   * @param nextAt when it is sent again, if it waits
   * @param lastAt when it was sent last
   * @param lastStatus what was answered then
   * @param lastFailure why that was no success
   */
  record Delivery(
      long id,
      UUID messageId,
      String eventNumber,
      DeliveryState state,
      int attempts,
      Instant createdAt,
      Instant nextAt,
      @Nullable Instant lastAt,
      @Nullable Integer lastStatus,
      @Nullable FailureKind lastFailure) {}

  /** Why a message was not taken. */
  enum FailureKind {
    /** The receiver answered with an error. */
    REFUSED,
    /** It sent the message elsewhere, which is not followed. */
    REDIRECTED,
    /** Nobody answered in time. */
    UNREACHABLE,
    /** The settings do not allow its host any more. */
    NOT_ALLOWED,
    /** The server could not make the message, and the receiver is not to blame. */
    FAILED_HERE
  }

  /**
   * Where to send and how to sign.
   *
   * @param secret what both sides know
   */
  record Receiver(WebhookAddress address, String secret) {}

  private record Stored(String url, byte[] secret) {}

  @Override
  public List<SealedColumn> listColumns() {
    return List.of(new SealedColumn(TABLE, "id", COLUMN));
  }

  @Transactional(readOnly = true)
  public List<Webhook> list() {
    return jdbc.sql(
            """
            SELECT w.id, w.name, w.url, w.created_at, w.paused_at,
                   (SELECT count(*) FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.state = 'PENDING') AS waiting,
                   (SELECT count(*) FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.state = 'DEAD') AS dead,
                   last.last_at, last.last_status, last.last_failure
            FROM webhook w
            LEFT JOIN LATERAL (
              SELECT d.last_at, d.last_status, d.last_failure FROM webhook_delivery d
              WHERE d.webhook_id = w.id AND d.last_at IS NOT NULL ORDER BY d.last_at DESC LIMIT 1) last ON true
            WHERE w.removed_at IS NULL
            ORDER BY w.id
            """)
        .query(WEBHOOK)
        .list();
  }

  /**
   * @throws ProblemException validation-failed for an address that the settings do not allow, or
   *     one receiver too many
   */
  @Transactional
  public FreshWebhook create(NewWebhook sent) {
    NewWebhook wanted = requests.check(sent);
    String url = Objects.requireNonNull(wanted.url()).strip();
    try {
      WebhookAddress.of(url, properties);
    } catch (IllegalArgumentException e) {
      throw Faults.refusal(List.of("url"));
    }
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('gridmap webhook'))").query().singleRow();
    if (jdbc.sql("SELECT count(*) FROM webhook WHERE removed_at IS NULL").query(Long.class).single()
        >= MOST) {
      throw new ProblemException(
          WebProblems.VALIDATION_FAILED, "There are " + MOST + " receivers already.");
    }
    String secret = WebhookSignature.newSecret();
    long id =
        jdbc.sql("SELECT nextval(pg_get_serial_sequence('webhook', 'id'))")
            .query(Long.class)
            .single();
    jdbc.sql(
            """
            INSERT INTO webhook (id, name, url, secret, created_by)
            VALUES (:id, :name, :url, :secret, :account)
            """)
        .param("id", id)
        .param("name", RequestValidator.text(wanted.name()))
        .param("url", url)
        .param("secret", cipher.seal(secret, TABLE, COLUMN, id))
        .param("account", CurrentUser.get().accountId())
        .update();
    audit.record(AuditEvent.done(AuditAction.RECORD_CREATED, SubjectType.WEBHOOK, id));
    return new FreshWebhook(id, secret);
  }

  /**
   * Stops telling a receiver, or goes on with all that waits for it.
   *
   * @throws ProblemException not-found
   */
  @Transactional
  public void change(long id, WebhookChange sent) {
    boolean paused = Objects.requireNonNull(requests.check(sent).paused());
    int changed =
        jdbc.sql(
                """
                UPDATE webhook SET paused_at = CASE WHEN :paused THEN coalesce(paused_at, now()) END
                WHERE id = :id AND removed_at IS NULL
                """)
            .param("paused", paused)
            .param("id", id)
            .update();
    if (changed == 0) {
      throw unknown();
    }
    audit.record(
        AuditEvent.done(AuditAction.RECORD_CHANGED, SubjectType.WEBHOOK, id)
            .with(Map.of("state", paused ? "PAUSED" : "TOLD")));
  }

  /**
   * Tells a receiver nothing more. Its row is not taken away here: that would have to wait for
   * whoever reports, and with all its messages hold up whoever comes after.
   *
   * @throws ProblemException not-found
   */
  @Transactional
  public void remove(long id) {
    if (jdbc.sql("UPDATE webhook SET removed_at = now() WHERE id = ? AND removed_at IS NULL")
            .param(id)
            .update()
        == 0) {
      throw unknown();
    }
    audit.record(AuditEvent.done(AuditAction.RECORD_REMOVED, SubjectType.WEBHOOK, id));
  }

  /**
   * The last messages to a receiver in some state, the newest first.
   *
   * @throws ProblemException not-found
   */
  @Transactional(readOnly = true)
  public List<Delivery> deliveries(long webhookId, DeliveryState state) {
    require(webhookId);
    return jdbc.sql(
            """
            SELECT id, message_id, event_number, state, attempts, created_at, next_at, last_at, last_status, last_failure
            FROM webhook_delivery WHERE webhook_id = :webhook AND state = :state
            ORDER BY id DESC LIMIT :most
            """)
        .param("webhook", webhookId)
        .param("state", state.name())
        .param("most", MOST_LISTED)
        .query(DELIVERY)
        .list();
  }

  /**
   * Makes a message wait again that was given up.
   *
   * @throws ProblemException not-found if it is none
   */
  @Transactional
  public void revive(long deliveryId) {
    long webhook =
        jdbc.sql(
                """
                UPDATE webhook_delivery d SET state = 'PENDING', attempts = 0, next_at = now()
                FROM webhook w
                WHERE d.id = ? AND d.state = 'DEAD' AND w.id = d.webhook_id AND w.removed_at IS NULL
                RETURNING d.webhook_id
                """)
            .param(deliveryId)
            .query(Long.class)
            .optional()
            .orElseThrow(Webhooks::unknown);
    audit.record(AuditEvent.done(AuditAction.RECORD_CHANGED, SubjectType.WEBHOOK, webhook));
  }

  /**
   * Makes all messages to a receiver wait again that were given up.
   *
   * @return how many
   * @throws ProblemException not-found
   */
  @Transactional
  public int reviveAll(long webhookId) {
    require(webhookId);
    int revived =
        jdbc.sql(
                """
                UPDATE webhook_delivery SET state = 'PENDING', attempts = 0, next_at = now()
                WHERE webhook_id = ? AND state = 'DEAD'
                """)
            .param(webhookId)
            .update();
    audit.record(
        AuditEvent.done(AuditAction.RECORD_CHANGED, SubjectType.WEBHOOK, webhookId)
            .with(Map.of("count", Integer.toString(revived))));
    return revived;
  }

  private void require(long webhookId) {
    if (jdbc.sql("SELECT id FROM webhook WHERE id = ? AND removed_at IS NULL")
        .param(webhookId)
        .query(Long.class)
        .optional()
        .isEmpty()) {
      throw unknown();
    }
  }

  /**
   * @throws IllegalArgumentException if it is gone or its host is not allowed any more
   */
  Receiver receiver(long webhookId) {
    Stored stored =
        jdbc.sql("SELECT url, secret FROM webhook WHERE id = ? AND removed_at IS NULL")
            .param(webhookId)
            .query(Stored.class)
            .optional()
            .orElseThrow(() -> new IllegalArgumentException("The receiver is gone."));
    return new Receiver(
        WebhookAddress.of(stored.url(), properties),
        cipher.open(stored.secret(), TABLE, COLUMN, webhookId));
  }

  private static ProblemException unknown() {
    return new ProblemException(WebProblems.NOT_FOUND, "There is nothing with this number.");
  }
}
