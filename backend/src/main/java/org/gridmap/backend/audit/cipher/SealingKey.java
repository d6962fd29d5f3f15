package org.gridmap.backend.audit.cipher;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * One version of the installation's secret. No work is done with the secret itself: each purpose
 * has a key of its own, derived by HKDF-SHA256, so that an index of phones says nothing about an
 * index of ID numbers and neither about what is sealed.
 */
final class SealingKey {
  static final int SECRET_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final int version;
  private final Instant created;
  private final @Nullable Instant retired;
  private final byte[] secret;
  private final Map<String, SecretKey> derived = new ConcurrentHashMap<>();

  /**
   * @param version 1 or more
   * @param retired when no row carried it any more, or null
   * @param secret 32 bytes
   */
  SealingKey(int version, Instant created, @Nullable Instant retired, byte[] secret) {
    if (version < 1 || secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("a key is version 1 or more and has 32 bytes");
    }
    this.version = version;
    this.created = created;
    this.retired = retired;
    this.secret = secret.clone();
  }

  static SealingKey make(int version, Instant now) {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return new SealingKey(version, now, null, secret);
  }

  SealingKey retiredAt(@Nullable Instant moment) {
    return new SealingKey(version, created, moment, secret);
  }

  int version() {
    return version;
  }

  Instant created() {
    return created;
  }

  @Nullable Instant retired() {
    return retired;
  }

  byte[] secret() {
    return secret.clone();
  }

  /**
   * The key of one purpose.
   *
   * @param algorithm what the key is for, {@code AES} or {@code HmacSHA256}
   */
  SecretKey derive(String algorithm, String purpose) {
    return derived.computeIfAbsent(
        algorithm + " " + purpose,
        label -> {
          try {
            return KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                    algorithm,
                    HKDFParameterSpec.ofExtract()
                        .addIKM(secret)
                        .thenExpand(
                            ("gridmap " + label).getBytes(StandardCharsets.UTF_8), SECRET_BYTES));
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Override
  public String toString() {
    return "key version " + version;
  }
}
