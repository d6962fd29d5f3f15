package org.gridmap.backend.event.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.gridmap.backend.event.EventRecorded;
import org.gridmap.backend.event.EventsRecorded;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SingleColumn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages to webhooks: each is stored in the transaction of what it tells, and sent until it is
 * taken or has been tried often enough; then it waits until somebody sends it again. Of one
 * receiver one message is under way at a time, whatever waits for it.
 */
@Component
class Deliveries {
  /** So long a receiver is told what waits for it before its thread is given back. */
  private static final Duration TURN = Duration.ofSeconds(20);

  /** Messages are kept so long after they were taken or given up. */
  private static final Duration KEPT = Duration.ofDays(30);

  /** So many are forgotten by one statement: none of their rows is held for long. */
  private static final int AT_ONCE = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  private static final RowMapper<Waiting> WAITING = new RecordRowMapper<>(Waiting.class);

  private final JdbcClient jdbc;
  private final Webhooks webhooks;
  private final WebhookSender sender;
  private final JsonMapper json;

  /** After each attempt that failed; after one more the message is dead. */
  private final List<Duration> waits;

  Deliveries(
      JdbcClient jdbc,
      Webhooks webhooks,
      WebhookSender sender,
      JsonMapper json,
      WebhookProperties settings) {
    this.waits = settings.waits();
    this.jdbc = jdbc;
    this.webhooks = webhooks;
    this.sender = sender;
    this.json = json;
  }

  /** State of a message. */
  enum DeliveryState {
    PENDING,
    DELIVERED,
    DEAD
  }

  private record Waiting(long id, long webhookId, UUID messageId, String body, int attempts) {}

  /**
   * Stores what is told, in the transaction in which it happened; nobody removes a receiver until
   * that has ended.
   */
  @EventListener
  void tell(EventsRecorded recorded) {
    List<Long> receivers =
        jdbc.sql("SELECT id FROM webhook WHERE removed_at IS NULL ORDER BY id FOR KEY SHARE")
            .query(SingleColumn::number)
            .list();
    if (receivers.isEmpty()) {
      return;
    }
    List<Long> webhooks = new ArrayList<>();
    List<UUID> messages = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    List<String> bodies = new ArrayList<>();
    for (long webhook : receivers) {
      for (EventRecorded event : recorded.entries()) {
        UUID message = UUID.randomUUID();
        webhooks.add(webhook);
        messages.add(message);
        numbers.add(event.number());
        bodies.add(json.writeValueAsString(cloudEvent(message, event)));
      }
    }
    // At once: a redraw tells of many events, and nobody can report meanwhile.
    jdbc.sql(
            """
            INSERT INTO webhook_delivery (webhook_id, message_id, event_number, body)
            SELECT * FROM unnest(:webhooks, :messages, :numbers, :bodies)
            """)
        .param("webhooks", webhooks.toArray(Long[]::new))
        .param("messages", messages.toArray(UUID[]::new))
        .param("numbers", numbers.toArray(String[]::new))
        .param("bodies", bodies.toArray(String[]::new))
        .update();
  }

  private static Map<String, Object> cloudEvent(UUID message, EventRecorded event) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("number", event.number());
    data.put("action", event.action());
    data.put("category", event.category());
    data.put("urgency", event.urgency());
    data.put("state", event.state());
    data.put("step", event.step());
    data.put("gridCode", event.gridCode());
    data.put("gridName", event.gridName());
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("specversion", "1.0");
    told.put("id", message.toString());
    told.put("source", "/api/events");
    told.put("type", "org.gridmap.event." + event.action().name().toLowerCase(Locale.ROOT));
    told.put("subject", event.number());
    told.put("time", event.at().toString());
    told.put("datacontenttype", "application/json");
    told.put("data", data);
    return told;
  }

  /** Receivers for whom something waits whose moment has come, and that are not paused. */
  List<Long> listDueReceivers() {
    return jdbc.sql(
            """
            SELECT w.id FROM webhook w
            WHERE w.paused_at IS NULL AND w.removed_at IS NULL AND EXISTS (
              SELECT FROM webhook_delivery d
              WHERE d.webhook_id = w.id AND d.state = 'PENDING' AND d.next_at <= now())
            ORDER BY w.id
            """)
        .query(SingleColumn::number)
        .list();
  }

  /**
   * Tells a receiver what waits for it, one message after the other, for as long as its turn is.
   *
   * @param goesOn whether the server does not stop meanwhile
   */
  void tellReceiver(long webhookId, BooleanSupplier goesOn) {
    Instant end = Instant.now().plus(TURN);
    while (goesOn.getAsBoolean() && Instant.now().isBefore(end)) {
      Optional<Waiting> next = next(webhookId);
      if (next.isEmpty()) {
        return;
      }
      send(next.get());
    }
  }

  private Optional<Waiting> next(long webhookId) {
    return jdbc.sql(
            """
            SELECT d.id, d.webhook_id, d.message_id, d.body, d.attempts
            FROM webhook_delivery d
            JOIN webhook w ON w.id = d.webhook_id AND w.paused_at IS NULL AND w.removed_at IS NULL
            WHERE d.webhook_id = ? AND d.state = 'PENDING' AND d.next_at <= now()
            ORDER BY d.next_at, d.id
            LIMIT 1
            """)
        .param(webhookId)
        .query(WAITING)
        .optional();
  }

  private void send(Waiting message) {
    Integer status = null;
    String failure;
    try {
      status = post(message);
      if (status >= 200 && status < 300) {
        end(message, DeliveryState.DELIVERED, status, null);
        return;
      }
      failure = status >= 300 && status < 400 ? "REDIRECTED" : "REFUSED";
    } catch (IOException | IllegalArgumentException e) {
      // What a foreign machine says does not get into our tables or logs.
      failure = e instanceof IllegalArgumentException ? "NOT_ALLOWED" : "UNREACHABLE";
    } catch (DataAccessException | RejectedExecutionException e) {
      // The database is away, or the server stops: the message waits as it did, without an attempt.
      throw e;
    } catch (RuntimeException e) {
      // One that cannot be made here, its secret being unreadable for example, must not stand in
      // the
      // way of those behind it.
      LOG.warn(
          "A message to receiver {} was not sent: {}", message.webhookId(), e.getClass().getName());
      failure = "FAILED_HERE";
    }
    boolean given = message.attempts() >= waits.size();
    end(message, given ? DeliveryState.DEAD : DeliveryState.PENDING, status, failure);
  }

  private int post(Waiting message) throws IOException {
    Webhooks.Receiver receiver = webhooks.receiver(message.webhookId());
    Instant now = Instant.now();
    String id = message.messageId().toString();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/cloudevents+json; charset=utf-8");
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
    byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
    headers.put("webhook-signature", WebhookSignature.of(receiver.secret(), id, now, body));
    return sender.send(receiver.address(), headers, body);
  }

  private void end(
      Waiting message, DeliveryState state, @Nullable Integer status, @Nullable String failure) {
    jdbc.sql(
            """
            UPDATE webhook_delivery SET state = :state, attempts = attempts + 1, last_at = now(),
              last_status = CAST(:status AS integer), last_failure = CAST(:failure AS text),
              next_at = now() + make_interval(secs => :wait)
            WHERE id = :id AND state = 'PENDING' AND attempts = :attempts
            """)
        .param("attempts", message.attempts())
        .param("state", state.name())
        .param("status", status)
        .param("failure", failure)
        .param("wait", waits.get(Math.min(message.attempts(), waits.size() - 1)).toSeconds())
        .param("id", message.id())
        .update();
  }

  /** Messages that were taken or given up a month ago have done their work. */
  void forgetOld(BooleanSupplier goesOn) {
    for (long webhook : listReceivers("removed_at IS NULL")) {
      forget(
          webhook, "state <> 'PENDING' AND last_at < now() - make_interval(secs => :kept)", goesOn);
    }
  }

  /**
   * Forgets removed receivers with all that waited for them. Only when nothing waits any more a row
   * goes that reporters may hold.
   */
  void forgetRemoved(BooleanSupplier goesOn) {
    for (long webhook : listReceivers("removed_at IS NOT NULL")) {
      forget(webhook, "true", goesOn);
      jdbc.sql(
              """
              DELETE FROM webhook WHERE id = :id AND removed_at IS NOT NULL
                AND NOT EXISTS (SELECT FROM webhook_delivery WHERE webhook_id = :id)
              """)
          .param("id", webhook)
          .update();
    }
  }

  private List<Long> listReceivers(String which) {
    return jdbc.sql("SELECT id FROM webhook WHERE " + which + " ORDER BY id")
        .query(SingleColumn::number)
        .list();
  }

  /**
   * Forgets messages to a receiver, some at a time; one that is being changed waits for next time.
   */
  private void forget(long webhook, String which, BooleanSupplier goesOn) {
    int gone = AT_ONCE;
    while (gone == AT_ONCE && goesOn.getAsBoolean()) {
      gone =
          jdbc.sql(
                  """
                  DELETE FROM webhook_delivery WHERE id IN (
                    SELECT id FROM webhook_delivery WHERE webhook_id = :webhook AND %s
                    LIMIT :most FOR UPDATE SKIP LOCKED)
                  """
                      .formatted(which))
              .param("webhook", webhook)
              .param("kept", KEPT.toSeconds())
              .param("most", AT_ONCE)
              .update();
    }
  }
}
