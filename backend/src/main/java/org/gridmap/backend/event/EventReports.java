package org.gridmap.backend.event;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.event.EventOwners.Owner;
import org.gridmap.backend.event.EventPlaces.EventPlace;
import org.gridmap.backend.event.deadline.EventDeadlines;
import org.gridmap.backend.event.workflow.Category;
import org.gridmap.backend.event.workflow.Importance;
import org.gridmap.backend.event.workflow.Pressing;
import org.gridmap.backend.event.workflow.Workflows;
import org.gridmap.backend.idempotency.IdempotencyKeys;
import org.gridmap.backend.photo.PhotoEncoder;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.PlainText;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.RequestValidator;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Takes reports of events: each finds its grid, its owner, its number and its deadlines. */
@Service
public class EventReports {
  private final NamedParameterJdbcTemplate jdbc;
  private final JsonMapper json;
  private final EventStore store;
  private final EventRevisions revisions;
  private final EventPlaces places;
  private final EventOwners owners;
  private final EventBeginning beginning;
  private final EventTexts texts;
  private final EventDeadlines deadlines;
  private final Workflows workflows;
  private final IdempotencyKeys keys;
  private final AuditLog audit;
  private final ApplicationEventPublisher listeners;
  private final RequestValidator requests;
  private final TransactionTemplate transactions;

  EventReports(
      NamedParameterJdbcTemplate jdbc,
      JsonMapper json,
      EventStore store,
      EventRevisions revisions,
      EventPlaces places,
      EventOwners owners,
      EventBeginning beginning,
      EventTexts texts,
      EventDeadlines deadlines,
      Workflows workflows,
      IdempotencyKeys keys,
      AuditLog audit,
      ApplicationEventPublisher listeners,
      RequestValidator requests,
      TransactionTemplate transactions) {
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.json = json;
    this.revisions = revisions;
    this.listeners = listeners;
    this.store = store;
    this.places = places;
    this.owners = owners;
    this.beginning = beginning;
    this.texts = texts;
    this.deadlines = deadlines;
    this.workflows = workflows;
    this.keys = keys;
    this.audit = audit;
    this.requests = requests;
  }

  /**
   * A report as a client sends it.
   *
   * @param category code of a category
   * @param longitude degrees
   * @param latitude degrees
   * @param houseId the house, if one is meant: the event is at its entrance then
   * @param gridCode the side of a border nearby, after {@code side-needed}
   * @param importance how much harm it may do
   * @param pressing how soon something must be done
   * @param text what happened, 1 to 2,000 characters
   */
  public record NewReport(
      @NotBlank @Size(max = 60) @PlainText @Nullable String category,
      @NotNull @DecimalMin("-180") @DecimalMax("180") @Nullable Double longitude,
      @NotNull @DecimalMin("-90") @DecimalMax("90") @Nullable Double latitude,
      @Nullable Long houseId,
      @Size(max = 50) @PlainText @Nullable String gridCode,
      @NotNull @Nullable Importance importance,
      @NotNull @Nullable Pressing pressing,
      @NotBlank @Size(max = EventTexts.LONGEST) @PlainText @Nullable String text) {
    public NewReport {
      text = RequestValidator.text(text);
    }
  }

  private record Receipt(long id) {}

  /**
   * Takes a report; the same key with the same report gives the same event again. Its card is for
   * whoever asks for it: most who report do not, and those who report next would wait.
   *
   * @throws ProblemException malformed-request without a key; validation-failed; side-needed near a
   *     border
   */
  public ReportedEvent report(@Nullable String key, NewReport sent) {
    NewReport checked = requests.check(sent);
    String given = required(key);
    List<ReportedEvent> reported = new ArrayList<>();
    long id =
        transactions
            .execute(status ->
                keys.once(
                    given,
                    "POST /api/events",
                    checked,
                    Receipt.class,
                    () -> new Receipt(create(checked, reported::addAll))))
            .id();
    return reported.isEmpty() ? new ReportedEvent(id, store.number(id)) : reported.getFirst();
  }

  /**
   * A report that was taken.
   *
   * @param id of the event in the database
   * @param number number of the event
   */
  public record ReportedEvent(long id, String number) {}

  /**
   * Takes a report in the caller's transaction and says which event it became. Its number is taken
   * when the transaction is about to commit: others who report in the village wait from then on.
   *
   * @param checked its fields are in their ranges
   * @throws ProblemException as {@link #report}
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public long create(NewReport checked) {
    return create(checked, reported -> {});
  }

  private long create(NewReport checked, Consumer<List<ReportedEvent>> numbered) {
    EventRows rows = place(List.of(checked));
    revisions.atEnd(() -> numbered.accept(number(rows)));
    return rows.events().getFirst().id();
  }

  /**
   * The same for several, in their order; they have their numbers at once, so that others who
   * report in these villages wait from then on until the transaction ends.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<ReportedEvent> createAll(List<NewReport> checked) {
    if (checked.isEmpty()) {
      return List.of();
    }
    return number(place(checked));
  }

  /** Stores reports with all but their numbers. */
  private EventRows place(List<NewReport> checked) {
    Instant now = store.holdDivision();
    Map<Long, Owner> ownerOf = new HashMap<>();
    EventRows rows = new EventRows(jdbc, json, false);
    Iterator<Long> ids = rows.eventIds(checked.size()).iterator();
    for (NewReport report : checked) {
      take(rows, report, ids.next(), now, ownerOf);
    }
    rows.store();
    rows.listIds().forEach(revisions::touch);
    deadlines.planFirst(
        rows.events().stream()
            .collect(
                Collectors.toMap(EventRow::id, event -> Objects.requireNonNull(event.nextDue()))));
    return rows;
  }

  private List<ReportedEvent> number(EventRows rows) {
    Map<Long, String> numbers = revisions.number(rows.listIds());
    List<ReportedEvent> taken = new ArrayList<>();
    List<EventRecorded> told = new ArrayList<>();
    for (EventRow event : rows.events()) {
      String number = Objects.requireNonNull(numbers.get(event.id()));
      taken.add(new ReportedEvent(event.id(), number));
      told.add(EventStore.recorded(number, event, HistoryAction.REPORT, event.reportedAt()));
    }
    listeners.publishEvent(new EventsRecorded(told));
    return taken;
  }

  private void take(
      EventRows rows, NewReport report, long id, Instant now, Map<Long, Owner> ownerOf) {
    Category category =
        workflows
            .category(Objects.requireNonNull(report.category()))
            .orElseThrow(() -> Faults.refusal(List.of("category")));
    EventPlace place =
        places.named(
            new Coordinate(
                Objects.requireNonNull(report.longitude()),
                Objects.requireNonNull(report.latitude())),
            report.houseId(),
            report.gridCode());
    Owner owner = ownerOf.computeIfAbsent(place.leaf().id(), owners::of);
    Caller caller = CurrentUser.get();
    EventRow event =
        beginning.of(
            id,
            new EventBeginning.Told(
                category,
                Objects.requireNonNull(report.importance()),
                Objects.requireNonNull(report.pressing()),
                now,
                caller.accountId(),
                caller.via() == Caller.Via.TOKEN),
            place,
            owner);
    audit.record(
        AuditEvent.done(AuditAction.EVENT_REPORTED, SubjectType.EVENT, id)
            .with(Map.of("grid", place.leaf().code(), "kind", category.code())));
    rows.add(
        new EventRows.Report(
            event,
            workflows.get(event.workflow()).report().id(),
            reporting(caller),
            details(place, owner),
            Objects.requireNonNull(report.text())),
        event);
  }

  /** Adds photos that came with a report to it, in the caller's transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void attach(long eventId, List<PhotoEncoder.Picture> pictures) {
    for (PhotoEncoder.Picture picture : pictures) {
      long photo = texts.addPhoto(eventId, CurrentUser.get().accountId(), picture).id();
      audit.record(
          AuditEvent.done(AuditAction.PHOTO_ADDED, SubjectType.EVENT, eventId)
              .with(Map.of("photo", Long.toString(photo))));
    }
  }

  /** The header {@code Idempotency-Key}, without which nothing is done with events. */
  static String required(@Nullable String key) {
    if (key == null) {
      throw new ProblemException(
          WebProblems.MALFORMED_REQUEST, "Send a new key in the header 'Idempotency-Key'.");
    }
    return key;
  }

  private static @Nullable Role reporting(Caller caller) {
    return caller.roles().stream()
        .filter(role -> role.rights().contains(Right.EVENTS_REPORT))
        .sorted()
        .findFirst()
        .orElse(null);
  }

  private static Map<String, String> details(EventPlace place, Owner owner) {
    Map<String, String> details = new HashMap<>();
    details.put("grid", place.leaf().code());
    details.put("gridName", place.leaf().name());
    details.put("owner", owner.gridName());
    if (place.other() != null) {
      details.put("otherGrid", place.other().name());
    }
    return details;
  }
}
