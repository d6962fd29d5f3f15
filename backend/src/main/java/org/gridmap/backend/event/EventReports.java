package org.gridmap.backend.event;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.gridmap.backend.event.EventStore.Classified;
import org.gridmap.backend.event.EventStore.Entry;
import org.gridmap.backend.event.EventStore.NewEvent;
import org.gridmap.backend.event.EventTexts.TextKind;
import org.gridmap.backend.event.deadline.EventDeadlines;
import org.gridmap.backend.event.workflow.Category;
import org.gridmap.backend.event.workflow.Importance;
import org.gridmap.backend.event.workflow.Pressing;
import org.gridmap.backend.event.workflow.Urgency;
import org.gridmap.backend.event.workflow.Workflow;
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
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes reports of events: each finds its grid, its owner, its number and its deadlines. */
@Service
public class EventReports {
  private final EventStore store;
  private final EventPlaces places;
  private final EventOwners owners;
  private final EventTexts texts;
  private final EventCards cards;
  private final EventDeadlines deadlines;
  private final Workflows workflows;
  private final IdempotencyKeys keys;
  private final AuditLog audit;
  private final RequestValidator requests;

  EventReports(
      EventStore store,
      EventPlaces places,
      EventOwners owners,
      EventTexts texts,
      EventCards cards,
      EventDeadlines deadlines,
      Workflows workflows,
      IdempotencyKeys keys,
      AuditLog audit,
      RequestValidator requests) {
    this.store = store;
    this.places = places;
    this.owners = owners;
    this.texts = texts;
    this.cards = cards;
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
   * Takes a report; the same key with the same report gives the same event again.
   *
   * @throws ProblemException malformed-request without a key; validation-failed; side-needed near a
   *     border
   */
  @Transactional
  public Event report(@Nullable String key, NewReport sent) {
    NewReport checked = requests.check(sent);
    Receipt receipt =
        keys.once(
            required(key),
            "POST /api/events",
            checked,
            Receipt.class,
            () -> new Receipt(create(checked)));
    return cards.describe(store.find(receipt.id()).orElseThrow());
  }

  /**
   * Takes a report in the caller's transaction and says its number.
   *
   * @param checked its fields are in their ranges
   * @throws ProblemException as {@link #report}
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public long create(NewReport checked) {
    Category category =
        workflows
            .category(Objects.requireNonNull(checked.category()))
            .orElseThrow(() -> Faults.refusal(List.of("category")));
    Importance importance = Objects.requireNonNull(checked.importance());
    Pressing pressing = Objects.requireNonNull(checked.pressing());
    store.holdDivision();
    EventPlace place =
        places.named(
            new Coordinate(
                Objects.requireNonNull(checked.longitude()),
                Objects.requireNonNull(checked.latitude())),
            checked.houseId(),
            checked.gridCode());
    Owner owner = owners.of(place.leaf().id());
    Urgency urgency = workflows.urgencies().of(importance, pressing);
    Workflow workflow = workflows.get(category.workflow());
    String step = workflow.reported().step();
    Instant now = store.now();
    Instant stepDue = workflows.calendar().due(now, workflow.step(step).deadline(urgency));
    Instant due = workflows.calendar().due(now, workflow.deadline(urgency));
    Caller caller = CurrentUser.get();
    long id = store.nextId();
    // These first: others who report in the village wait once the event has its number.
    deadlines.plan(id, stepDue.isBefore(due) ? stepDue : due);
    audit.record(
        AuditEvent.done(AuditAction.EVENT_REPORTED, SubjectType.EVENT, id)
            .with(Map.of("grid", place.leaf().code(), "kind", category.code())));
    store.insert(
        new NewEvent(
            id,
            new Classified(
                category.code(),
                category.department().name(),
                importance.name(),
                pressing.name(),
                urgency.name(),
                workflow.name()),
            step,
            place,
            owner,
            caller.accountId(),
            caller.via() == Caller.Via.TOKEN,
            now,
            stepDue,
            due,
            false));
    EventRow made = store.find(id).orElseThrow();
    long entry =
        store.record(
            null,
            made,
            now,
            new Entry(
                HistoryAction.REPORT,
                workflow.report().id(),
                caller.accountId(),
                reporting(caller),
                false,
                details(place, owner)));
    texts.write(
        id,
        entry,
        caller.accountId(),
        TextKind.REPORT,
        Objects.requireNonNull(checked.text()),
        now);
    return id;
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
