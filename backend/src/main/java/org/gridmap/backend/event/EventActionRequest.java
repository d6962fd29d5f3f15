package org.gridmap.backend.event;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.gridmap.backend.event.workflow.Action;
import org.gridmap.backend.event.workflow.Given;
import org.gridmap.backend.web.PlainText;
import org.gridmap.backend.web.RequestValidator;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done with an event, as a client sends it.
 *
 * @param action what
 * @param text what was done or seen, at most 2,000 characters
 * @param photoIds photos of the event that were added for this action
 * @param reason why, at most 2,000 characters
 * @param target whose it is now, or which event remains
 * @param longitude of a moved pin, degrees
 * @param latitude of a moved pin, degrees
 * @param gridCode the side of a border near the moved pin, after {@code side-needed}
 */
record EventActionRequest(
    @NotNull @Nullable Action action,
    @Size(max = EventTexts.LONGEST) @PlainText @Nullable String text,
    @Size(max = EventTexts.MOST_UNUSED) @Nullable List<@NotNull Long> photoIds,
    @Size(max = EventTexts.LONGEST) @PlainText @Nullable String reason,
    @Nullable ActionTarget target,
    @DecimalMin("-180") @DecimalMax("180") @Nullable Double longitude,
    @DecimalMin("-90") @DecimalMax("90") @Nullable Double latitude,
    @Size(max = 50) @PlainText @Nullable String gridCode) {
  EventActionRequest {
    text = text == null ? null : RequestValidator.text(text);
    reason = reason == null ? null : RequestValidator.text(reason);
  }

  /**
   * Whose an event is, or which one remains: one of the three.
   *
   * @param department of a transfer to another department
   * @param gridCode of a transfer to another leaf grid
   * @param eventNumber of a merger
   */
  record ActionTarget(
      @Nullable String department, @Nullable String gridCode, @Nullable String eventNumber) {}

  List<Long> photos() {
    return photoIds == null ? List.of() : photoIds.stream().distinct().toList();
  }

  String words() {
    return Objects.requireNonNullElse(text, "");
  }

  String why() {
    return Objects.requireNonNullElse(reason, "");
  }

  Given given() {
    boolean merge = action == Action.MERGE;
    return Given.of(
        !words().isEmpty(),
        !photos().isEmpty(),
        longitude != null && latitude != null,
        !why().isEmpty(),
        target != null
            && (merge
                ? target.eventNumber() != null
                : target.department() != null || target.gridCode() != null));
  }
}
