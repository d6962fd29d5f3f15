package org.gridmap.backend.cipher;

/**
 * The keys of this installation cannot be used as they are; the message says why and what to do
 * about it, and never holds a key.
 */
public final class KeyRingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeyRingException(String message) {
    super(message);
  }

  KeyRingException(String message, Throwable cause) {
    super(message, cause);
  }
}
