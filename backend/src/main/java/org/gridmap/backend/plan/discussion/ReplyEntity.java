package org.gridmap.backend.plan.discussion;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A reply to a comment as it is stored. */
@Entity
@Table(name = "plan_comment_reply")
class ReplyEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  private long authorId;
  private Instant at;
  private String text;

  @SuppressWarnings("NullAway.Init") // filled by Hibernate
  protected ReplyEntity() {}

  ReplyEntity(long authorId, Instant at, String text) {
    this.authorId = authorId;
    this.at = at;
    this.text = text;
  }

  long id() {
    return Objects.requireNonNull(id);
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
}
