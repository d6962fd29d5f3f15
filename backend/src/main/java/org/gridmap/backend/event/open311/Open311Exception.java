package org.gridmap.backend.event.open311;

/** A request that is answered by an error of the standard. */
class Open311Exception extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status HTTP status, and code of the error
   * @param description a sentence for the client
   */
  Open311Exception(int status, String description) {
    super(description);
    this.status = status;
  }

  int status() {
    return status;
  }

  String description() {
    return String.valueOf(getMessage());
  }
}
