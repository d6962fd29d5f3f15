package org.gridmap.backend.identity.secondfactor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of six digits that change every 30 seconds (RFC 6238 with HMAC-SHA-1, which is what the
 * programs on people's phones know).
 */
final class Totp {
  static final int STEP_SECONDS = 30;
  private static final int SECRET_BYTES = 20;
  private static final int DIGITS = 6;
  private static final int MODULUS = 1_000_000;
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Totp() {}

  /** A new secret in base 32, as people can type it: 160 bits in 32 characters. */
  static String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    return base32(bytes);
  }

  /** The step of 30 seconds that a moment lies in. */
  static long step(long epochSeconds) {
    return epochSeconds / STEP_SECONDS;
  }

  /** The code of a step. */
  static String code(String secret, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(bytes(secret), "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fffffff;
      return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
    } catch (GeneralSecurityException e) {
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

  static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int bits = 0;
    int held = 0;
    for (byte one : bytes) {
      held = held << Byte.SIZE | one & 0xff;
      for (bits += Byte.SIZE; bits >= 5; bits -= 5) {
        text.append(ALPHABET.charAt(held >> bits - 5 & 31));
      }
    }
    if (bits > 0) {
      text.append(ALPHABET.charAt(held << 5 - bits & 31));
    }
    return text.toString();
  }

  private static byte[] bytes(String base32) {
    ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / Byte.SIZE);
    int bits = 0;
    int held = 0;
    for (char one : base32.toCharArray()) {
      held = held << 5 | ALPHABET.indexOf(one);
      bits += 5;
      if (bits >= Byte.SIZE) {
        bits -= Byte.SIZE;
        bytes.put((byte) (held >> bits));
      }
    }
    return bytes.array();
  }
}
