package org.gridmap.backend.event;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.event.EventTexts.EventPhoto;
import org.gridmap.backend.idempotency.IdempotencyKeys;
import org.gridmap.backend.photo.PhotoUploads.SentPhoto;
import org.gridmap.backend.web.Faults;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps photos of events that the caller sees. */
@Service
class EventPhotos {
  private final EventStore store;
  private final EventScope scope;
  private final EventTexts texts;
  private final EventRevisions revisions;
  private final IdempotencyKeys keys;
  private final AuditLog audit;

  EventPhotos(
      EventStore store,
      EventScope scope,
      EventTexts texts,
      EventRevisions revisions,
      IdempotencyKeys keys,
      AuditLog audit) {
    this.store = store;
    this.scope = scope;
    this.texts = texts;
    this.revisions = revisions;
    this.keys = keys;
    this.audit = audit;
  }

  /** What a repeated request is compared by. */
  private record Sent(String digest) {}

  /**
   * Refuses an event outside the scope before a photo is looked at.
   *
   * @throws org.gridmap.backend.web.ProblemException not-found
   */
  @Transactional(readOnly = true)
  public void requireEvent(long eventId) {
    scope.require(store.find(eventId));
  }

  /**
   * Adds a photo to an event.
   *
   * @param key value of the header {@code Idempotency-Key}; null stores without remembering
   * @throws org.gridmap.backend.web.ProblemException not-found outside the scope; validation-failed
   *     if too many of the caller's photos wait for an action that they come with
   */
  @Transactional
  public EventPhoto add(long eventId, @Nullable String key, SentPhoto sent) {
    scope.require(store.find(eventId));
    return keys.once(
        key,
        "POST /api/events/" + eventId + "/photos",
        new Sent(sent.digest()),
        EventPhoto.class,
        () -> create(eventId, sent));
  }

  private EventPhoto create(long eventId, SentPhoto sent) {
    long account = CurrentUser.get().accountId();
    // Held, so that many at once are counted one after the other.
    store.hold(eventId);
    if (texts.countUnused(eventId, account) >= EventTexts.MOST_UNUSED) {
      throw Faults.refusal(List.of("photos"));
    }
    EventPhoto stored = texts.addPhoto(eventId, account, sent.picture());
    revisions.touch(eventId);
    audit.record(
        AuditEvent.done(AuditAction.PHOTO_ADDED, SubjectType.EVENT, eventId)
            .with(Map.of("photo", Long.toString(stored.id()))));
    return stored;
  }

  /**
   * A photo as JPEG. Looking at it in full leaves an entry in the audit log first.
   *
   * @throws org.gridmap.backend.web.ProblemException not-found outside the scope
   */
  @Transactional(readOnly = true)
  public byte[] get(long id, boolean thumbnail) {
    byte[] picture =
        texts
            .findPhoto(id, thumbnail)
            .orElseThrow(() -> scope.outsidePhoto(texts.existingPhoto(id)));
    if (!thumbnail) {
      audit.record(AuditEvent.done(AuditAction.PHOTO_VIEWED, SubjectType.PHOTO, id));
    }
    return picture;
  }
}
