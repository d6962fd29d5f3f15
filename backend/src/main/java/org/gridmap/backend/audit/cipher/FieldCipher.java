package org.gridmap.backend.audit.cipher;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Pattern;
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
  private static final Pattern TABLE_NAME = Pattern.compile("[a-z0-9_.]+");
  private static final Pattern COLUMN_NAME = Pattern.compile("[a-z0-9_]+");

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
      Cipher engine = engine();
      prepare(engine, Cipher.ENCRYPT_MODE, key, nonce, 0, place(table, column), rowId);
      byte[] sealed = engine.doFinal(padded);
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
    return opener(table, column).open(sealed, rowId);
  }

  /** Opens the values of one column one after the other: most of the work is to get ready. */
  public Opener opener(String table, String column) {
    return new Opener(table, column);
  }

  /** For one thread. */
  public final class Opener {
    private final String place;
    private final Cipher engine = engine();

    private Opener(String table, String column) {
      place = place(table, column);
    }

    /**
     * The value that was sealed for a row.
     *
     * @throws SealedValueException if it was changed, belongs elsewhere, or its key is gone
     */
    public String open(byte[] sealed, long rowId) {
      if (sealed.length < SMALLEST_BYTES || sealed[0] != FORMAT) {
        throw refusal(place, rowId);
      }
      int start = NONCE_OFFSET + NONCE_BYTES;
      try {
        SealingKey key = ring.get(version(sealed));
        prepare(engine, Cipher.DECRYPT_MODE, key, sealed, NONCE_OFFSET, place, rowId);
        byte[] padded = engine.doFinal(sealed, start, sealed.length - start);
        return new String(padded, 0, unpaddedLength(padded), StandardCharsets.UTF_8);
      } catch (AEADBadTagException e) {
        throw refusal(place, rowId);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The version of the key that sealed a value. */
  static int version(byte[] sealed) {
    return ByteBuffer.wrap(sealed).getInt(VERSION_OFFSET);
  }

  private static Cipher engine() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void prepare(
      Cipher engine,
      int mode,
      SealingKey key,
      byte[] nonceFrom,
      int nonceOffset,
      String place,
      long rowId)
      throws GeneralSecurityException {
    GCMParameterSpec nonce = new GCMParameterSpec(TAG_BITS, nonceFrom, nonceOffset, NONCE_BYTES);
    engine.init(mode, key.derive("AES", PURPOSE), nonce);
    engine.updateAAD((place + rowId + "|" + key.version()).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * The column as every row of it is sealed to; names without the separator make it unambiguous.
   */
  private static String place(String table, String column) {
    if (!TABLE_NAME.matcher(table).matches() || !COLUMN_NAME.matcher(column).matches()) {
      throw new IllegalArgumentException("not the name of a table and a column");
    }
    return table + "|" + column + "|";
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

  private static SealedValueException refusal(String place, long rowId) {
    String column = place.substring(0, place.length() - 1).replace('|', '.');
    return new SealedValueException(
        "The sealed value in " + column + ", row " + rowId + ", does not open.");
  }
}
