package org.gridmap.backend.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Secrets of 256 random bits that mean nothing by themselves. The server keeps their SHA-256 only:
 * nobody can guess one, so nothing slower is needed.
 */
public final class OpaqueToken {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private OpaqueToken() {}

  /** A new secret of 43 characters that need no escaping in a cookie or an address. */
  public static String create() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether a text could be such a secret; what could not is not looked up. */
  public static boolean looksLikeOne(String text) {
    return SHAPE.matcher(text).matches();
  }

  /** What the server keeps of a secret. */
  public static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
