package org.gridmap.backend.intake;

/** An import that was refused as a whole; nothing was stored. */
public final class IntakeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String slug;

  IntakeException(String slug, String message) {
    super(message);
    this.slug = slug;
  }

  /** The problem type, the last part of {@code /problems/<slug>}. */
  public String slug() {
    return slug;
  }
}
