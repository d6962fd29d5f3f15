package org.gridmap.backend.cipher;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.springframework.stereotype.Component;

/**
 * Seals single values with AES-256-GCM. A sealed value opens only in the row and the column for
 * which it was sealed: copied elsewhere, or changed in one bit, it is refused.
 *
 * <p>What a sealed value still shows: that there is one, the version of its key, and its length
 * rounded up to {@value #BLOCK_BYTES} bytes. Two sealings of one value have nothing in common.
 *
 * <p>Seal within the transaction that stores the row; a rotation of the keys waits for it then.
 */
@Component
public final class FieldCipher {
  /** Envelope: format, key version, nonce, sealed text with its tag. */
  static final byte FORMAT = 1;

  static final int VERSION_OFFSET = 1;
  private static final int NONCE_OFFSET = VERSION_OFFSET + Integer.BYTES;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int BLOCK_BYTES = 16;
  private static final byte END_OF_TEXT = (byte) 0x80;
  private static final int SMALLEST_BYTES =
      NONCE_OFFSET + NONCE_BYTES + BLOCK_BYTES + TAG_BITS / Byte.SIZE;
  private static final String PURPOSE = "field";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeyRing ring;

  FieldCipher(KeyRing ring) {
    this.ring = ring;
  }

  /**
   * Seals a value with the newest key.
   *
   * @param table where it will lie, with its schema: {@code person.phone}
   * @param column where it will lie
   * @param rowId number of the row where it will lie
   */
  public byte[] seal(String plain, String table, String column, long rowId) {
    SealingKey key = ring.current().sealing();
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] padded = pad(plain.getBytes(StandardCharsets.UTF_8));
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, table, column, rowId).doFinal(padded);
      return ByteBuffer.allocate(NONCE_OFFSET + NONCE_BYTES + sealed.length)
          .put(FORMAT)
          .putInt(key.version())
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Arrays.fill(padded, (byte) 0);
    }
  }

  /**
   * Opens a value with the key that sealed it.
   *
   * @throws SealedValueException if it was changed, belongs elsewhere, or its key is gone
   */
  public String open(byte[] sealed, String table, String column, long rowId) {
    if (sealed.length < SMALLEST_BYTES || sealed[0] != FORMAT) {
      throw refusal(table, column, rowId);
    }
    SealingKey key = ring.get(version(sealed));
    byte[] nonce = Arrays.copyOfRange(sealed, NONCE_OFFSET, NONCE_OFFSET + NONCE_BYTES);
    int start = NONCE_OFFSET + NONCE_BYTES;
    try {
      byte[] padded =
          cipher(Cipher.DECRYPT_MODE, key, nonce, table, column, rowId)
              .doFinal(sealed, start, sealed.length - start);
      return new String(padded, 0, unpaddedLength(padded), StandardCharsets.UTF_8);
    } catch (AEADBadTagException e) {
      throw refusal(table, column, rowId);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The version of the key that sealed a value. */
  static int version(byte[] sealed) {
    return ByteBuffer.wrap(sealed).getInt(VERSION_OFFSET);
  }

  private static Cipher cipher(
      int mode, SealingKey key, byte[] nonce, String table, String column, long rowId)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.derive("AES", PURPOSE), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place(table, column, rowId, key.version()));
    return cipher;
  }

  private static byte[] place(String table, String column, long rowId, int version) {
    // Names without the separator make the place unambiguous.
    if (!table.matches("[a-z0-9_.]+") || !column.matches("[a-z0-9_]+")) {
      throw new IllegalArgumentException("not the name of a table and a column");
    }
    return (table + "|" + column + "|" + rowId + "|" + version).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] pad(byte[] text) {
    byte[] padded = Arrays.copyOf(text, (text.length / BLOCK_BYTES + 1) * BLOCK_BYTES);
    padded[text.length] = END_OF_TEXT;
    Arrays.fill(text, (byte) 0);
    return padded;
  }

  private static int unpaddedLength(byte[] padded) {
    int end = padded.length - 1;
    while (end > 0 && padded[end] == 0) {
      end--;
    }
    return end;
  }

  private static SealedValueException refusal(String table, String column, long rowId) {
    return new SealedValueException(
        "The sealed value in " + table + "." + column + ", row " + rowId + ", does not open.");
  }
}
