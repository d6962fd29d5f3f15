package org.gridmap.backend.plan.discussion;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import org.gridmap.backend.plan.discussion.Comment.CommentReading;
import org.gridmap.backend.plan.discussion.Comment.CommentStateChange;
import org.gridmap.backend.plan.discussion.Comment.NewComment;
import org.gridmap.backend.plan.discussion.Comment.NewCommentReply;
import org.gridmap.backend.plan.discussion.Comments.CommentList;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.RequestValidator;
import org.gridmap.backend.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Comments on plans over HTTP. */
@Tag(name = "Plans")
@RestController
class CommentController {
  private final Comments comments;
  private final RequestValidator requests;

  CommentController(Comments comments, RequestValidator requests) {
    this.comments = comments;
    this.requests = requests;
  }

  @Operation(
      summary = "The comments on a plan, open and settled",
      description = "They outlive the plan's publication as its record.")
  @FailsWith("plan-damaged")
  @GetMapping(path = "/api/plans/{id}/comments", produces = "application/json")
  ResponseEntity<CommentList> list(@PathVariable long id) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(comments.list(id));
  }

  @Operation(
      summary = "Pins a comment to a place or a grid of a plan",
      description =
          "By whoever may draw the plan or decide about it, until it is published. Needs an"
              + " Idempotency-Key.")
  @FailsWith({"plan-state-conflict", "comments-full", "plan-damaged"})
  @PostMapping(
      path = "/api/plans/{id}/comments",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<Comment> add(
      @PathVariable long id,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody NewComment body) {
    return answer(HttpStatus.CREATED, comments.add(id, key, requests.check(body)));
  }

  @Operation(summary = "Answers a comment", description = "Needs an Idempotency-Key.")
  @FailsWith({"plan-state-conflict", "comments-full", "plan-damaged"})
  @PostMapping(
      path = "/api/plans/{id}/comments/{comment}/replies",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<Comment> reply(
      @PathVariable long id,
      @PathVariable long comment,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody NewCommentReply body) {
    return answer(HttpStatus.CREATED, comments.reply(id, comment, key, requests.check(body)));
  }

  @Operation(summary = "Settles a comment, or opens it again")
  @FailsWith({"plan-state-conflict", "plan-damaged"})
  @PutMapping(
      path = "/api/plans/{id}/comments/{comment}/state",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<Comment> changeState(
      @PathVariable long id,
      @PathVariable long comment,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody CommentStateChange body) {
    return answer(
        HttpStatus.OK,
        comments.changeState(
            id, comment, ifMatch, Objects.requireNonNull(requests.check(body).state())));
  }

  @Operation(summary = "Takes back a comment of one's own that nobody answered")
  @FailsWith({"plan-state-conflict", "comment-answered"})
  @DeleteMapping("/api/plans/{id}/comments/{comment}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdraw(
      @PathVariable long id,
      @PathVariable long comment,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    comments.withdraw(id, comment, ifMatch);
  }

  @Operation(summary = "Notes how much of a comment the caller has read")
  @PutMapping(path = "/api/plans/{id}/comments/{comment}/read", consumes = "application/json")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void read(@PathVariable long id, @PathVariable long comment, @RequestBody CommentReading body) {
    comments.read(id, comment, Objects.requireNonNull(requests.check(body).entries()));
  }

  private static ResponseEntity<Comment> answer(HttpStatus status, Comment comment) {
    return ResponseEntity.status(status)
        .cacheControl(CacheControl.noStore())
        .eTag(Versions.tag(comment.version(), comment))
        .body(comment);
  }
}
