package org.gridmap.backend.event.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages as Standard Webhooks does: HMAC-SHA256 of number, moment and body. The moment lets
 * a receiver refuse what was recorded and sent again, the number what he had already.
 */
public final class WebhookSignature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final int SECRET_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private WebhookSignature() {}

  /** A new secret as Standard Webhooks writes it: behind a prefix its bytes in Base64. */
  public static String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Value of the header {@code webhook-signature}.
   *
   * @param secret what both sides know, from {@link #newSecret}
   * @param id number of the message
   * @param at when this attempt is made
   */
  public static String of(String secret, String id, Instant at, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key(secret), ALGORITHM));
      mac.update((id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
      return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Whether one of the signatures in a header is that of a message; a sender that changes its
   * secret sends several with spaces between.
   */
  public static boolean fits(String header, String secret, String id, Instant at, byte[] body) {
    byte[] right = of(secret, id, at, body).getBytes(StandardCharsets.US_ASCII);
    boolean fits = false;
    for (String one : header.split(" ")) {
      fits |= MessageDigest.isEqual(right, one.getBytes(StandardCharsets.US_ASCII));
    }
    return fits;
  }

  /** Secrets from before they were written as the standard does are the bytes of their text. */
  private static byte[] key(String secret) {
    return secret.startsWith(PREFIX)
        ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
        : secret.getBytes(StandardCharsets.UTF_8);
  }
}
