package org.gridmap.backend.audit.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.gridmap.backend.sql.FoundationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@FoundationTest
class SealingTest {
  private static final String TABLE = "person.phone";
  private static final String COLUMN = "number";

  @Autowired FieldCipher cipher;
  @Autowired BlindIndex blindIndex;
  @Autowired KeyedDigest keyed;

  @Test
  void every_text_opens_again_where_it_was_sealed() {
    Random random = new Random(11);
    for (int length = 0; length < 200; length++) {
      String text =
          random
              .ints(length, 0, Character.MAX_CODE_POINT + 1)
              .filter(code -> code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      byte[] sealed = cipher.seal(text, TABLE, COLUMN, length);
      assertThat(cipher.open(sealed, TABLE, COLUMN, length)).isEqualTo(text);
    }
  }

  @Test
  void a_sealed_value_shows_nothing_of_the_plain_one() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      byte[] sealed = cipher.seal("13800138000", TABLE, COLUMN, 1);
      assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("138");
      assertThat(seen.add(HexFormat.of().formatHex(sealed))).isTrue();
    }
    assertThat(cipher.seal("1", TABLE, COLUMN, 1))
        .hasSameSizeAs(cipher.seal("13800138000", TABLE, COLUMN, 1));
  }

  @Test
  void a_value_moved_to_another_row_column_or_table_does_not_open() {
    byte[] sealed = cipher.seal("13800138000", TABLE, COLUMN, 1);
    assertRefused(sealed, TABLE, COLUMN, 2);
    assertRefused(sealed, TABLE, "holder", 1);
    assertRefused(sealed, "person.resident", COLUMN, 1);
    assertRefused(sealed, "person.phone1", COLUMN, 1);
    assertThatThrownBy(() -> cipher.seal("1", "person|phone", COLUMN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void every_flipped_bit_and_every_cut_is_refused() {
    byte[] sealed = cipher.seal("13800138000", TABLE, COLUMN, 1);
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(changed, TABLE, COLUMN, 1);
    }
    for (int length = 0; length < sealed.length; length++) {
      assertRefused(java.util.Arrays.copyOf(sealed, length), TABLE, COLUMN, 1);
    }
    assertRefused(java.util.Arrays.copyOf(sealed, sealed.length + 1), TABLE, COLUMN, 1);
  }

  @Test
  void a_refusal_names_the_place_and_not_the_value() {
    byte[] sealed = cipher.seal("13800138000", TABLE, COLUMN, 1);
    assertThatThrownBy(() -> cipher.open(sealed, TABLE, COLUMN, 2))
        .hasMessageContaining("person.phone.number")
        .hasMessageContaining("row 2")
        .hasMessageNotContaining("138");
  }

  @ParameterizedTest
  @CsvSource({
    "13800138000, 138-0013-8000",
    "13800138000, +86 138 0013 8000",
    "13800138000, 008613800138000",
    "13800138000, 8613800138000",
    "13800138000, １３８００１３８０００",
    "059585231234, 0595-85231234",
    "059585231234, +86 595 8523 1234",
    "059585231234, +86 0595 8523 1234"
  })
  void two_ways_to_write_a_phone_have_one_index(String one, String other) {
    assertThat(blindIndex.of(BlindIndex.PHONE, other))
        .isEqualTo(blindIndex.of(BlindIndex.PHONE, one));
    assertThat(blindIndex.of(BlindIndex.PHONE_TAIL, other))
        .isEqualTo(blindIndex.of(BlindIndex.PHONE_TAIL, one.substring(one.length() - 4)));
  }

  @Test
  void an_id_number_is_the_same_in_small_and_capital_letters() {
    assertThat(blindIndex.of(BlindIndex.ID_NUMBER, "35058219900101 123x"))
        .isEqualTo(blindIndex.of(BlindIndex.ID_NUMBER, "35058219900101123X"))
        .isNotEqualTo(blindIndex.of(BlindIndex.ID_NUMBER, "350582199001011234"));
  }

  @Test
  void one_value_has_unrelated_indexes_for_two_purposes() {
    List<byte[]> indexes =
        List.of(
            blindIndex.of(BlindIndex.PHONE, "1234"),
            blindIndex.of(BlindIndex.PHONE_TAIL, "1234"),
            blindIndex.of(BlindIndex.ID_NUMBER, "1234"));
    assertThat(indexes.stream().map(HexFormat.of()::formatHex).distinct()).hasSize(3);
    assertThatThrownBy(() -> blindIndex.of("anything", "1234"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(blindIndex.listCandidates(BlindIndex.PHONE, "1234").getFirst())
        .isEqualTo(indexes.getFirst());
  }

  @Test
  void a_keyed_digest_is_good_for_its_message_and_purpose_only() {
    byte[] message = {1, 2, 3};
    byte[] digest = keyed.of("one", message);
    assertThat(keyed.check("one", message, digest)).isEqualTo(KeyedDigest.DigestCheck.TRUE);
    assertThat(keyed.check("two", message, digest)).isEqualTo(KeyedDigest.DigestCheck.FALSE);
    assertThat(keyed.check("one", new byte[] {1, 2}, digest))
        .isEqualTo(KeyedDigest.DigestCheck.FALSE);
    assertThat(keyed.check("one", message, new byte[0])).isEqualTo(KeyedDigest.DigestCheck.FALSE);
    digest[3]++;
    assertThat(keyed.check("one", message, digest)).isEqualTo(KeyedDigest.DigestCheck.KEY_GONE);
  }

  private void assertRefused(byte[] sealed, String table, String column, long row) {
    assertThatThrownBy(() -> cipher.open(sealed, table, column, row))
        .isInstanceOf(SealedValueException.class);
  }
}
