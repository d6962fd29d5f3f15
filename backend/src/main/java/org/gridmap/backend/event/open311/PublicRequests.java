package org.gridmap.backend.event.open311;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.event.open311.RequestFilter.Circle;
import org.gridmap.backend.event.workflow.Category;
import org.gridmap.backend.event.workflow.Department;
import org.gridmap.backend.event.workflow.Urgency;
import org.gridmap.backend.event.workflow.WorkflowState.Closing;
import org.gridmap.backend.event.workflow.Workflows;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads what is public of events, as requests of the standard. */
@Component
class PublicRequests {
  private static final SqlFile REQUESTS = SqlFile.of(PublicRequests.class, "requests.sql");
  private static final RowMapper<PublicEvent> EVENT = new RecordRowMapper<>(PublicEvent.class);

  private final JdbcClient jdbc;
  private final Workflows workflows;

  PublicRequests(JdbcClient jdbc, Workflows workflows) {
    this.jdbc = jdbc;
    this.workflows = workflows;
  }

  private record PublicEvent(
      String publicId,
      String category,
      Department department,
      Urgency urgency,
      String workflow,
      String step,
      boolean supervised,
      boolean overdue,
      @Nullable Closing closed,
      String gridName,
      Instant reportedAt,
      @Nullable Instant dueAt,
      Instant changedAt,
      double longitude,
      double latitude) {}

  /**
   * The requests of a filter.
   *
   * @param extended whether step, colour and grid are told too
   */
  @Transactional(readOnly = true)
  public List<Map<String, @Nullable Object>> list(RequestFilter filter, boolean extended) {
    Circle around = filter.around();
    return REQUESTS
        .on(jdbc)
        .param("published", published())
        .param("numbers", filter.numbers().toArray(String[]::new))
        .param("categories", filter.categories().toArray(String[]::new))
        .param("open", filter.open())
        .param("closed", filter.closed())
        .param("from", utc(filter.from()))
        .param("until", utc(filter.until()))
        .param("updatedFrom", utc(filter.updatedFrom()))
        .param("updatedUntil", utc(filter.updatedUntil()))
        .param("longitude", around == null ? null : around.longitude())
        .param("latitude", around == null ? null : around.latitude())
        .param("metres", around == null ? null : around.metres())
        .param("size", filter.size())
        .param("skip", (filter.page() - 1) * filter.size())
        .query(EVENT)
        .list()
        .stream()
        .map(event -> describe(event, extended))
        .toList();
  }

  private String[] published() {
    return workflows.categories().stream()
        .filter(Category::published)
        .map(Category::code)
        .toArray(String[]::new);
  }

  private Map<String, @Nullable Object> describe(PublicEvent event, boolean extended) {
    Map<String, @Nullable Object> request = new LinkedHashMap<>();
    request.put("service_request_id", event.publicId());
    request.put("status", event.closed() == null ? "open" : "closed");
    request.put("status_notes", notes(event.closed()));
    request.put(
        "service_name", workflows.category(event.category()).map(Category::zh).orElse(null));
    request.put("service_code", event.category());
    request.put("description", null);
    request.put("agency_responsible", event.department().zh());
    request.put("service_notice", null);
    request.put("requested_datetime", moment(event.reportedAt()));
    request.put("updated_datetime", moment(event.changedAt()));
    request.put("expected_datetime", moment(event.dueAt()));
    request.put("address", null);
    request.put("address_id", null);
    request.put("zipcode", null);
    request.put("lat", event.latitude());
    request.put("long", event.longitude());
    request.put("media_url", null);
    if (extended) {
      request.put("extended_attributes", extended(event));
    }
    return request;
  }

  private Map<String, Object> extended(PublicEvent event) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("step", event.step());
    more.put("step_name", workflows.get(event.workflow()).step(event.step()).zh());
    more.put("urgency", event.urgency().name());
    more.put("supervised", event.supervised());
    more.put("overdue", event.overdue());
    more.put("grid_name", event.gridName());
    return more;
  }

  private static @Nullable String notes(@Nullable Closing closed) {
    return closed == null
        ? null
        : switch (closed) {
          case DONE -> "已办结";
          case CANCELLED -> "已撤销";
          case MERGED -> "已并入另一事件";
        };
  }

  private static @Nullable String moment(@Nullable Instant moment) {
    return moment == null
        ? null
        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            moment.atZone(QueryParameters.TOWN).toOffsetDateTime().withNano(0));
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant moment) {
    return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
  }
}
