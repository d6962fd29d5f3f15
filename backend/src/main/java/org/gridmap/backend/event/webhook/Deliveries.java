package org.gridmap.backend.event.webhook;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.gridmap.backend.event.EventRecorded;
import org.gridmap.backend.event.EventsRecorded;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SingleColumn;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages to webhooks: each is stored in the transaction of what it tells, and sent until it is
 * taken or has been tried often enough; then it waits until somebody sends it again.
 */
@Component
class Deliveries {
  static final TaskDescriptor<Void> DELIVERY = TaskDescriptor.of("webhook-delivery");
  static final String TABLE = "webhook_tasks";

  /** How long is waited after each attempt that failed; after the last one the message is dead. */
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofHours(12));

  private static final Duration BUSY = Duration.ofSeconds(2);
  private static final RowMapper<Waiting> WAITING = new RecordRowMapper<>(Waiting.class);

  private final JdbcClient jdbc;
  private final Webhooks webhooks;
  private final WebhookSender sender;
  private final JsonMapper json;
  private final SchedulerClient jobs;

  /** Receivers that are being told by this server: one message to each at a time. */
  private final Set<Long> busy = ConcurrentHashMap.newKeySet();

  Deliveries(
      JdbcClient jdbc,
      DataSource dataSource,
      Webhooks webhooks,
      WebhookSender sender,
      JsonMapper json) {
    this.jdbc = jdbc;
    this.webhooks = webhooks;
    this.sender = sender;
    this.json = json;
    this.jobs =
        SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
            .tableName(TABLE)
            .build();
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
        jdbc.sql("SELECT id FROM webhook ORDER BY id FOR KEY SHARE")
            .query(SingleColumn::number)
            .list();
    for (long webhook : receivers) {
      recorded.entries().forEach(event -> store(webhook, event));
    }
  }

  private void store(long webhook, EventRecorded event) {
    UUID message = UUID.randomUUID();
    long id =
        jdbc.sql(
                """
                INSERT INTO webhook_delivery (webhook_id, message_id, event_number, body)
                VALUES (:webhook, :message, :number, :body) RETURNING id
                """)
            .param("webhook", webhook)
            .param("message", message)
            .param("number", event.number())
            .param("body", json.writeValueAsString(cloudEvent(message, event)))
            .query(Long.class)
            .single();
    schedule(id, Instant.now());
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

  void schedule(long deliveryId, Instant at) {
    jobs.scheduleIfNotExists(DELIVERY.instance(Long.toString(deliveryId)).build(), at);
  }

  /**
   * Tries to send a message once.
   *
   * @return when to try again; empty if there is nothing more to do
   */
  Optional<Instant> attempt(long deliveryId) {
    Waiting message =
        jdbc.sql(
                """
                SELECT id, webhook_id, message_id, body, attempts FROM webhook_delivery
                WHERE id = ? AND state = 'PENDING'
                """)
            .param(deliveryId)
            .query(WAITING)
            .optional()
            .orElse(null);
    if (message == null) {
      return Optional.empty();
    }
    if (!busy.add(message.webhookId())) {
      return Optional.of(Instant.now().plus(BUSY));
    }
    try {
      return send(message);
    } finally {
      busy.remove(message.webhookId());
    }
  }

  private Optional<Instant> send(Waiting message) {
    Integer status = null;
    String failure;
    try {
      status = post(message);
      if (status >= 200 && status < 300) {
        end(message, DeliveryState.DELIVERED, status, null);
        return Optional.empty();
      }
      failure = status >= 300 && status < 400 ? "REDIRECTED" : "REFUSED";
    } catch (IOException | IllegalArgumentException e) {
      // What a foreign machine says does not get into our tables or logs.
      failure = e instanceof IllegalArgumentException ? "NOT_ALLOWED" : "UNREACHABLE";
    }
    if (message.attempts() >= WAITS.size()) {
      end(message, DeliveryState.DEAD, status, failure);
      return Optional.empty();
    }
    end(message, DeliveryState.PENDING, status, failure);
    return Optional.of(Instant.now().plus(WAITS.get(message.attempts())));
  }

  private int post(Waiting message) throws IOException {
    Webhooks.Receiver receiver = webhooks.receiver(message.webhookId());
    Instant now = Instant.now();
    String id = message.messageId().toString();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/cloudevents+json; charset=utf-8");
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
    headers.put(
        "webhook-signature", WebhookSignature.of(receiver.secret(), id, now, message.body()));
    return sender.send(receiver.address(), headers, message.body());
  }

  private void end(
      Waiting message, DeliveryState state, @Nullable Integer status, @Nullable String failure) {
    jdbc.sql(
            """
            UPDATE webhook_delivery SET state = :state, attempts = attempts + 1, last_at = now(),
              last_status = CAST(:status AS integer), last_failure = CAST(:failure AS text)
            WHERE id = :id
            """)
        .param("state", state.name())
        .param("status", status)
        .param("failure", failure)
        .param("id", message.id())
        .update();
  }

  /** Messages that were taken a month ago have done their work. */
  void forgetDelivered() {
    jdbc.sql(
            """
            DELETE FROM webhook_delivery
            WHERE state = 'DELIVERED' AND last_at < now() - interval '30 days'
            """)
        .update();
  }
}
