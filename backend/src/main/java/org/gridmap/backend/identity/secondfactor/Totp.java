package org.gridmap.backend.identity.secondfactor;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/**
 * Codes of six digits that change every 30 seconds (RFC 6238 with HMAC-SHA-1, which is what the
 * programs on people's phones know).
 */
final class Totp {
  private static final TimeBasedOneTimePasswordGenerator CODES =
      new TimeBasedOneTimePasswordGenerator();
  static final int STEP_SECONDS = (int) CODES.getTimeStep().toSeconds();
  private static final int SECRET_BYTES = 20;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Totp() {}

  /** A new secret in base 32, as people can type it: 160 bits in 32 characters. */
  static String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    return new Base32().encodeToString(bytes);
  }

  /** The step of 30 seconds that a moment lies in. */
  static long step(long epochSeconds) {
    return epochSeconds / STEP_SECONDS;
  }

  /** The code of a step. */
  static String code(String secret, long step) {
    SecretKeySpec key = new SecretKeySpec(new Base32().decode(secret), CODES.getAlgorithm());
    try {
      return CODES.generateOneTimePasswordString(
          key, Instant.ofEpochSecond(step * STEP_SECONDS), Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The step that a code belongs to: this one, the one before or the one after, for clocks that go
   * wrong. Takes the same time whether and wherever it fits.
   */
  static OptionalLong findStep(String secret, String code, long now) {
    byte[] given = code.getBytes(StandardCharsets.UTF_8);
    long found = Long.MIN_VALUE;
    for (long step = now - 1; step <= now + 1; step++) {
      byte[] right = code(secret, step).getBytes(StandardCharsets.UTF_8);
      if (MessageDigest.isEqual(right, given)) {
        found = step;
      }
    }
    return found == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(found);
  }
}
