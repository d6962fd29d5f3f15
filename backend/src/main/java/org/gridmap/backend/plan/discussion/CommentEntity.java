package org.gridmap.backend.plan.discussion;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.PrecisionModel;

/** A comment as it is stored. A reply makes another version of it, as settling does. */
@Entity
@Table(name = "plan_comment")
class CommentEntity {
  private static final GeometryFactory GEOMETRIES = new GeometryFactory(new PrecisionModel(), 4490);

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Version private long version;

  private long planId;
  private long authorId;
  private Instant at;
  private String text;

  @Column(columnDefinition = "geometry(Point,4490)")
  private Point location;

  private @Nullable String gridCode;
  private @Nullable Long settledBy;
  private @Nullable Instant settledAt;

  @OneToMany(cascade = CascadeType.PERSIST)
  @JoinColumn(name = "comment_id", nullable = false, updatable = false)
  @OrderBy("id")
  private List<ReplyEntity> replies = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // filled by Hibernate
  protected CommentEntity() {}

  /**
   * @param place degrees, longitude first
   * @param gridCode code of the grid that it is about; null for the place alone
   */
  CommentEntity(
      long planId,
      long authorId,
      Instant at,
      String text,
      Coordinate place,
      @Nullable String gridCode) {
    this.planId = planId;
    this.authorId = authorId;
    this.at = at;
    this.text = text;
    this.location = GEOMETRIES.createPoint(place.copy());
    this.gridCode = gridCode;
  }

  /** Adds a reply to the end of the thread. */
  void reply(ReplyEntity reply) {
    replies.add(reply);
  }

  void settle(long accountId, Instant moment) {
    settledBy = accountId;
    settledAt = moment;
  }

  void reopen() {
    settledBy = null;
    settledAt = null;
  }

  long id() {
    return Objects.requireNonNull(id);
  }

  long version() {
    return version;
  }

  long planId() {
    return planId;
  }

  long authorId() {
    return authorId;
  }

  Instant at() {
    return at;
  }

  String text() {
    return text;
  }

  /** Degrees, longitude first. */
  Coordinate place() {
    return location.getCoordinate();
  }

  @Nullable String gridCode() {
    return gridCode;
  }

  @Nullable Long settledBy() {
    return settledBy;
  }

  @Nullable Instant settledAt() {
    return settledAt;
  }

  /** The replies, oldest first. */
  List<ReplyEntity> replies() {
    return List.copyOf(replies);
  }

  /** Itself and its replies. */
  int entries() {
    return 1 + replies.size();
  }
}
