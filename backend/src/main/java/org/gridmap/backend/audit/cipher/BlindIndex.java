package org.gridmap.backend.audit.cipher;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/**
 * Makes sealed values findable: a keyed digest of the normalised value, stored in a column beside
 * the sealed one and compared for equality.
 *
 * <p><b>What such a column leaks</b> to somebody who has the database but not the keys: which rows
 * hold the same value, and how often each value occurs. Nothing about the value itself, and nothing
 * across two purposes. A tail of four digits has only 10,000 values, so its frequencies say more
 * than those of a whole number; somebody who can have values of his choice stored can find the rows
 * that equal them.
 */
@Component
public final class BlindIndex {
  /**
   * A whole phone number: digits only, +86 (or 0086, or 86 before a mobile number) dropped, an area
   * code with its zero.
   */
  public static final String PHONE = "phone";

  /** The last four digits of a phone number, normalised as {@link #PHONE}. */
  public static final String PHONE_TAIL = "phone-tail";

  /** A resident identity number: digits, and a final X in upper case. */
  public static final String ID_NUMBER = "id-number";

  private static final int TAIL_DIGITS = 4;
  private static final int DIGEST_BYTES = 16;
  private static final int MOBILE_DIGITS = 11;

  private static final Map<String, UnaryOperator<String>> NORMALISATIONS =
      Map.of(
          PHONE,
          BlindIndex::phone,
          PHONE_TAIL,
          BlindIndex::phoneTail,
          ID_NUMBER,
          BlindIndex::idNumber);

  private final KeyRing ring;

  BlindIndex(KeyRing ring) {
    this.ring = ring;
  }

  /**
   * What to store beside a sealed value.
   *
   * @param purpose one of the constants of this class
   * @param value as people write it; a value without any digit has the digest of nothing
   * @return 4 bytes of key version, 16 bytes of digest
   */
  public byte[] of(String purpose, String value) {
    return digest(ring.current().sealing(), purpose, normalise(purpose, value));
  }

  /**
   * What to look for: the digests of a value under every key that rows may carry, newest first.
   * Compare with {@code = ANY (…)}: while keys change, rows carry the old digest or the new one.
   */
  public List<byte[]> listCandidates(String purpose, String value) {
    String plain = normalise(purpose, value);
    List<byte[]> candidates = new ArrayList<>();
    ring.current().all().values().forEach(key -> candidates.add(digest(key, purpose, plain)));
    return Collections.unmodifiableList(candidates.reversed());
  }

  /** The form in which two ways to write one value are equal. */
  public static String normalise(String purpose, String value) {
    UnaryOperator<String> normalisation = NORMALISATIONS.get(purpose);
    if (normalisation == null) {
      throw new IllegalArgumentException("no blind index has the purpose " + purpose);
    }
    return normalisation.apply(value);
  }

  private static byte[] digest(SealingKey key, String purpose, String plain) {
    byte[] full =
        KeyedDigest.with(key, "blind index " + purpose, plain.getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(full, Integer.BYTES + DIGEST_BYTES);
  }

  private static String phone(String value) {
    String text = Normalizer.normalize(value, Normalizer.Form.NFKC).strip();
    String digits = text.replaceAll("[^0-9]", "");
    if (digits.matches("(?:00)?861[0-9]{10}")) {
      return digits.substring(digits.length() - MOBILE_DIGITS);
    }
    if (text.startsWith("+86") || digits.startsWith("0086")) {
      // Behind +86 an area code loses its zero; between Chinese numbers it has one.
      String own = digits.substring(digits.indexOf("86") + 2);
      return own.startsWith("0") ? own : "0" + own;
    }
    return digits;
  }

  private static String phoneTail(String value) {
    String digits = phone(value);
    return digits.substring(Math.max(0, digits.length() - TAIL_DIGITS));
  }

  private static String idNumber(String value) {
    return Normalizer.normalize(value, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .replaceAll("[^0-9X]", "");
  }
}
