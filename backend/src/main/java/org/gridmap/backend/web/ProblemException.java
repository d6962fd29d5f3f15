package org.gridmap.backend.web;

/**
 * A request that cannot be answered, with the reason in words that may be shown to anybody: the
 * detail never holds SQL, class names, file paths or other people's data.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemType type;

  /**
   * @param type what kind of problem it is
   * @param detail what is wrong with this request and, if known, what to do about it
   */
  public ProblemException(ProblemType type, String detail) {
    super(detail);
    this.type = type;
  }

  public ProblemType type() {
    return type;
  }

  /** The sentence for the client. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
