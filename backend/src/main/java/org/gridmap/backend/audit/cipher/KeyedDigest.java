package org.gridmap.backend.audit.cipher;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.springframework.stereotype.Component;

/**
 * Digests that only this installation can make: HMAC-SHA256 with a key of its own for each purpose.
 * The version of the key stands in front, so a digest can be checked after the key was changed.
 */
@Component
public final class KeyedDigest {
  static final String ALGORITHM = "HmacSHA256";

  private final KeyRing ring;

  KeyedDigest(KeyRing ring) {
    this.ring = ring;
  }

  /**
   * The digest of a message with the newest key.
   *
   * @param purpose what it is for; the same message has unrelated digests for two purposes
   * @return 4 bytes of key version, 32 bytes of digest
   */
  public byte[] of(String purpose, byte[] message) {
    SealingKey key = ring.current().sealing();
    return with(key, purpose, message);
  }

  /** Whether this installation made the digest, for this purpose, from this message. */
  public DigestCheck check(String purpose, byte[] message, byte[] digest) {
    if (digest.length <= Integer.BYTES) {
      return DigestCheck.FALSE;
    }
    SealingKey key;
    try {
      key = ring.get(ByteBuffer.wrap(digest).getInt());
    } catch (SealedValueException e) {
      return DigestCheck.KEY_GONE;
    }
    return MessageDigest.isEqual(with(key, purpose, message), digest)
        ? DigestCheck.TRUE
        : DigestCheck.FALSE;
  }

  /** The result of checking a digest. */
  public enum DigestCheck {
    TRUE,
    FALSE,
    /** Its key was destroyed, or never was. */
    KEY_GONE
  }

  static byte[] with(SealingKey key, String purpose, byte[] message) {
    byte[] mac = mac(key.derive(ALGORITHM, purpose), message);
    return ByteBuffer.allocate(Integer.BYTES + mac.length).putInt(key.version()).put(mac).array();
  }

  static byte[] mac(SecretKey key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
