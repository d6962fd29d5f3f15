package org.gridmap.backend.audit.cipher;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

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

  /** Puts the message where somebody looks whose server does not start. */
  static final class Analyzer extends AbstractFailureAnalyzer<KeyRingException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, KeyRingException cause) {
      return new FailureAnalysis(
          String.valueOf(cause.getMessage()), "See above; nothing was changed.", cause);
    }
  }
}
