package org.gridmap.backend.house.photo;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.house.HouseCardPart;
import org.gridmap.backend.house.HouseLocations;
import org.gridmap.backend.idempotency.IdempotencyKeys;
import org.gridmap.backend.photo.PhotoEncoder;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.SingleColumn;
import org.gridmap.backend.web.Faults;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps photos of the houses in the caller's scope. Outside it there are none. */
@Service
class Photos implements HouseCardPart {
  /** Most photos of one house. */
  static final int MOST_OF_A_HOUSE = 12;

  private final JdbcClient jdbc;
  private final JdbcClient job;
  private final Scope scope;
  private final AuditLog audit;
  private final HouseLocations houses;
  private final IdempotencyKeys keys;

  Photos(
      JdbcClient jdbc,
      @JobPool JdbcClient job,
      Scope scope,
      AuditLog audit,
      HouseLocations houses,
      IdempotencyKeys keys) {
    this.jdbc = jdbc;
    this.job = job;
    this.scope = scope;
    this.audit = audit;
    this.houses = houses;
    this.keys = keys;
  }

  /**
   * A photo that was stored.
   *
   * @param id its number
   * @param width pixels
   * @param height pixels
   */
  record StoredPhoto(long id, int width, int height) {}

  /** What a repeated request is compared by. */
  private record Sent(long houseId, String digest) {}

  /**
   * Refuses a house outside the scope before its photo is looked at.
   *
   * @throws org.gridmap.backend.web.ProblemException not-found
   */
  @Transactional(readOnly = true)
  public void requireHouse(long houseId) {
    scope.requireHouse(houseId);
  }

  /**
   * Adds a photo to a house.
   *
   * @param key value of the header {@code Idempotency-Key}
   * @param digest of the file that was sent
   * @throws org.gridmap.backend.web.ProblemException not-found outside the scope; validation-failed
   *     if the house has enough photos
   */
  @Transactional
  public StoredPhoto add(
      long houseId, @Nullable String key, String digest, PhotoEncoder.Picture picture) {
    scope.requireHouse(houseId);
    return keys.once(
        key,
        "POST /api/houses/{id}/photos",
        new Sent(houseId, digest),
        StoredPhoto.class,
        () -> store(houseId, picture));
  }

  private StoredPhoto store(long houseId, PhotoEncoder.Picture picture) {
    if (photos(houseId).size() >= MOST_OF_A_HOUSE) {
      throw Faults.refusal(List.of("photos"));
    }
    String village = houses.find(houseId).map(HouseLocations.HouseLocation::villageCode).orElse("");
    long id =
        jdbc.sql(
                """
                INSERT INTO person.house_photo (house_id, village_code, width, height, picture, thumbnail)
                VALUES (:house, :village, :width, :height, :picture, :thumbnail) RETURNING id
                """)
            .param("house", houseId)
            .param("village", village)
            .param("width", picture.width())
            .param("height", picture.height())
            .param("picture", picture.jpeg())
            .param("thumbnail", picture.thumbnail())
            .query(Long.class)
            .single();
    audit.record(
        AuditEvent.done(AuditAction.PHOTO_ADDED, SubjectType.HOUSE, houseId)
            .with(
                Map.of(
                    "photo", Long.toString(id), "bytes", Integer.toString(picture.jpeg().length))));
    return new StoredPhoto(id, picture.width(), picture.height());
  }

  /**
   * A photo as JPEG. Looking at it in full leaves an entry in the audit log first.
   *
   * @throws org.gridmap.backend.web.ProblemException not-found outside the scope
   */
  @Transactional(readOnly = true)
  public byte[] get(long id, boolean thumbnail) {
    record Row(@Nullable Long houseId, byte[] picture) {}
    Row row =
        jdbc.sql(
                "SELECT house_id, CASE WHEN :thumbnail THEN thumbnail ELSE picture END FROM"
                    + " person.house_photo WHERE id = :id")
            .param("thumbnail", thumbnail)
            .param("id", id)
            .query((found, n) -> new Row(found.getObject(1, Long.class), found.getBytes(2)))
            .optional()
            .orElseThrow(() -> scope.outside(SubjectType.PHOTO, existing(id)));
    if (!thumbnail) {
      audit.record(AuditEvent.done(AuditAction.PHOTO_VIEWED, SubjectType.PHOTO, id));
    }
    return row.picture();
  }

  /**
   * Removes a photo for good.
   *
   * @throws org.gridmap.backend.web.ProblemException not-found outside the scope
   */
  @Transactional
  public void remove(long id) {
    int removed =
        jdbc.sql("DELETE FROM person.house_photo WHERE id = :id").param("id", id).update();
    if (removed == 0) {
      throw scope.outside(SubjectType.PHOTO, existing(id));
    }
    audit.record(AuditEvent.done(AuditAction.PHOTO_REMOVED, SubjectType.PHOTO, id));
  }

  @Override
  public List<Long> photos(long houseId) {
    // A token carries rights of the map only, whoever it belongs to.
    if (CurrentUser.find().filter(caller -> caller.has(Right.RESIDENTS)).isEmpty()) {
      return List.of();
    }
    return jdbc.sql("SELECT id FROM person.house_photo WHERE house_id = :house ORDER BY id")
        .param("house", houseId)
        .query(SingleColumn::number)
        .list();
  }

  /** The number if there is such a photo somewhere: for the audit log, never for the answer. */
  private @Nullable Long existing(long id) {
    return job.sql("SELECT id FROM person.house_photo WHERE id = :id")
        .param("id", id)
        .query(Long.class)
        .optional()
        .orElse(null);
  }
}
