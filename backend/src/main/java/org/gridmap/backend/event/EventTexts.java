package org.gridmap.backend.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridmap.backend.photo.PhotoEncoder;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was written and photographed about events, behind row-level security: whoever may not see it
 * finds nothing. Runs in the transaction of the caller.
 */
@Component
class EventTexts {
  static final int LONGEST = 2_000;

  /** Photos of one account at one event that no action came with yet: others do not use them up. */
  static final int MOST_UNUSED = 24;

  private static final SqlFile TEXTS = SqlFile.of(EventTexts.class, "event-texts.sql");
  private static final SqlFile PHOTOS = SqlFile.of(EventTexts.class, "event-photos.sql");
  private static final RowMapper<EventText> TEXT = new RecordRowMapper<>(EventText.class);
  private static final RowMapper<EventPhoto> PHOTO = new RecordRowMapper<>(EventPhoto.class);

  private final JdbcClient jdbc;
  private final JdbcClient job;

  EventTexts(JdbcClient jdbc, @JobPool JdbcClient job) {
    this.jdbc = jdbc;
    this.job = job;
  }

  /** Why something was written. */
  enum TextKind {
    REPORT,
    NOTE,
    REASON
  }

  /**
   * Something that was written.
   *
   * @param id its number
   * @param eventId the event that it is about: of a merged report still that one
   * @param historyId the entry of the history that it came with
   * @param authorId account of whoever wrote it
   * @param kind why
   * @param writtenAt when
   * @param text what it says
   */
  record EventText(
      long id,
      long eventId,
      @Nullable Long historyId,
      long authorId,
      TextKind kind,
      Instant writtenAt,
      String text) {}

  /**
   * A photo of an event.
   *
   * @param id its number
   * @param width pixels
   * @param height pixels
   */
  record EventPhoto(long id, int width, int height) {}

  void write(long eventId, long historyId, long authorId, TextKind kind, String text, Instant at) {
    jdbc.sql(
            """
            INSERT INTO person.event_text (event_id, history_id, author_id, kind, written_at, text)
            VALUES (:event, :history, :author, :kind, :at, :text)
            """)
        .param("event", eventId)
        .param("history", historyId)
        .param("author", authorId)
        .param("kind", kind.name())
        .param("at", EventStore.utc(at))
        .param("text", text)
        .update();
  }

  List<EventText> list(long eventId) {
    return TEXTS.on(jdbc).param("event", eventId).query(TEXT).list();
  }

  List<EventPhoto> listPhotos(long eventId) {
    return PHOTOS.on(jdbc).param("event", eventId).query(PHOTO).list();
  }

  EventPhoto addPhoto(long eventId, long authorId, PhotoEncoder.Picture picture) {
    // Not by RETURNING: a program that sends a photo does not see it.
    long id =
        jdbc.sql("SELECT nextval(pg_get_serial_sequence('person.event_photo', 'id'))")
            .query(Long.class)
            .single();
    jdbc.sql(
            """
            INSERT INTO person.event_photo (id, event_id, author_id, width, height, picture, thumbnail)
            VALUES (:id, :event, :author, :width, :height, :picture, :thumbnail)
            """)
        .param("id", id)
        .param("event", eventId)
        .param("author", authorId)
        .param("width", picture.width())
        .param("height", picture.height())
        .param("picture", picture.jpeg())
        .param("thumbnail", picture.thumbnail())
        .update();
    return new EventPhoto(id, picture.width(), picture.height());
  }

  /** Photos of an account at an event that no action came with yet. */
  long countUnused(long eventId, long authorId) {
    return jdbc.sql(
            """
            SELECT count(*) FROM person.event_photo
            WHERE event_id = :event AND author_id = :author AND NOT used
            """)
        .param("event", eventId)
        .param("author", authorId)
        .query(Long.class)
        .single();
  }

  /**
   * Uses photos that somebody took of an event for an action of his.
   *
   * @return whether all of them are there and none was used before
   */
  boolean usePhotos(long eventId, long authorId, List<Long> photoIds) {
    return jdbc.sql(
                """
                UPDATE person.event_photo SET used = true
                WHERE id = ANY (?) AND event_id = ? AND author_id = ? AND NOT used
                """)
            .params(photoIds.toArray(Long[]::new), eventId, authorId)
            .update()
        == photoIds.size();
  }

  /** A photo as JPEG. */
  Optional<byte[]> findPhoto(long id, boolean thumbnail) {
    return jdbc.sql(
            "SELECT CASE WHEN :thumbnail THEN thumbnail ELSE picture END FROM person.event_photo WHERE id"
                + " = :id")
        .param("thumbnail", thumbnail)
        .param("id", id)
        .query(byte[].class)
        .optional();
  }

  /** The number if there is such a photo somewhere: for the audit log, never for the answer. */
  @Nullable Long existingPhoto(long id) {
    return job.sql("SELECT id FROM person.event_photo WHERE id = :id")
        .param("id", id)
        .query(Long.class)
        .optional()
        .orElse(null);
  }
}
