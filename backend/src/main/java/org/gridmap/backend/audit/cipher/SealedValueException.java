package org.gridmap.backend.audit.cipher;

/**
 * A sealed value does not open: it was changed, it was moved from another row or column, or its key
 * is gone. The message names the place, never the value.
 */
public final class SealedValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SealedValueException(String message) {
    super(message);
  }
}
