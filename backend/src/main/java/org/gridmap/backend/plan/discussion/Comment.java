package org.gridmap.backend.plan.discussion;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.gridmap.backend.plan.PlanSummary.Person;
import org.gridmap.backend.web.CrossFieldRules;
import org.gridmap.backend.web.PlainText;
import org.gridmap.backend.web.RequestValidator;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * A comment on a plan, as the caller sees it.
 *
 * @param id its number
 * @param version one more after each reply, and when it is settled or opened again
 * @param state whether it still waits for somebody
 * @param author who wrote it
 * @param at when
 * @param text what it says
 * @param place where it is pinned, degrees, longitude first; of a grid a point inside
 * @param grid code of the grid that it is about; null for the place alone
 * @param gridGone whether no grid of the plan has that code any more; the comment stays at its
 *     place
 * @param gridNow code of the leaf grid that lies there instead; null if there is none, or nothing
 *     is gone
 * @param own whether the caller wrote it
 * @param unread whether there is something in it that the caller has not read
 * @param settledBy who settled it; null while it is open
 * @param settledAt when
 * @param replies oldest first
 */
record Comment(
    long id,
    long version,
    CommentState state,
    Person author,
    Instant at,
    String text,
    Coordinate place,
    @Nullable String grid,
    boolean gridGone,
    @Nullable String gridNow,
    boolean own,
    boolean unread,
    @Nullable Person settledBy,
    @Nullable Instant settledAt,
    List<CommentReply> replies) {
  static final int LONGEST = 1_000;
  static final int MOST_REPLIES = 200;

  private static final int LONGEST_CODE = 50;

  /** Whether a comment still waits for somebody. */
  enum CommentState {
    OPEN,
    SETTLED
  }

  /**
   * @param id its number
   * @param author who wrote it
   * @param at when
   * @param text what it says
   */
  record CommentReply(long id, Person author, Instant at, String text) {}

  /**
   * A comment as a client sends it.
   *
   * @param text 1 to 1,000 characters
   * @param place where it is pinned, degrees, longitude first; left out, inside the grid
   * @param grid code of a grid of the plan; left out, it is about the place alone
   */
  record NewComment(
      @NotBlank @Size(max = LONGEST) @PlainText @Nullable String text,
      @Nullable Coordinate place,
      @Size(max = LONGEST_CODE) @PlainText @Nullable String grid)
      implements CrossFieldRules {
    NewComment {
      text = RequestValidator.text(text);
    }

    @Override
    public Stream<String> broken() {
      return place == null && grid == null ? Stream.of("place", "grid") : Stream.of();
    }
  }

  /**
   * A reply as a client sends it.
   *
   * @param text 1 to 1,000 characters
   */
  record NewCommentReply(@NotBlank @Size(max = LONGEST) @PlainText @Nullable String text) {
    NewCommentReply {
      text = RequestValidator.text(text);
    }
  }

  /**
   * @param state what it is from now on
   */
  record CommentStateChange(@NotNull @Nullable CommentState state) {}

  /**
   * @param entries how much of it was read: itself and its replies
   */
  record CommentReading(@NotNull @Min(1) @Max(1 + MOST_REPLIES) @Nullable Integer entries) {}
}
