package org.gridmap.backend.event.platform;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.gridmap.backend.event.EventReports.NewReport;
import org.gridmap.backend.event.workflow.Importance;
import org.gridmap.backend.event.workflow.Pressing;
import org.gridmap.backend.web.PlainText;
import org.gridmap.backend.web.RequestValidator;
import org.jspecify.annotations.Nullable;

/**
 * An event as a platform hands it in, one line of a file.
 *
 * @param id what the platform calls it, 1 to 100 printable characters
 * @param category code of a category
 * @param longitude degrees
 * @param latitude degrees
 * @param importance how much harm it may do; MEDIUM if it is left out
 * @param pressing how soon something must be done; MEDIUM if it is left out
 * @param text what happened, 1 to 2,000 characters
 */
record HandedIn(
    @NotNull @Pattern(regexp = "[\\x21-\\x7e]{1,100}") @Nullable String id,
    @NotBlank @Size(max = 60) @PlainText @Nullable String category,
    @NotNull @DecimalMin("-180") @DecimalMax("180") @Nullable Double longitude,
    @NotNull @DecimalMin("-90") @DecimalMax("90") @Nullable Double latitude,
    @Nullable Importance importance,
    @Nullable Pressing pressing,
    @NotBlank @Size(max = 2_000) @PlainText @Nullable String text) {
  HandedIn {
    importance = importance == null ? Importance.MEDIUM : importance;
    pressing = pressing == null ? Pressing.MEDIUM : pressing;
    text = RequestValidator.text(text);
  }

  /**
   * The same as a report.
   *
   * @param gridCode the leaf that it is in by the rule of the shared border: a file cannot be asked
   */
  NewReport report(String gridCode) {
    return new NewReport(category, longitude, latitude, null, gridCode, importance, pressing, text);
  }
}
