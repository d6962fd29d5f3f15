package org.gridmap.backend.finder.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import org.gridmap.backend.finder.lookup.SearchText.QueryKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a search counts as is told by its text alone, whoever lives in the town. */
class SearchTextTest {
  @ParameterizedTest
  @CsvSource({
    "陈, SURNAME, false",
    "c, SURNAME, false",
    "陈小明, NAME, true",
    "chenxiaoming, NAME, true",
    "301, PLACE, false",
    "8001, PLACE, false",
    "13905958001, PHONE, true",
    "139 0595-8001, PHONE, true",
    "１３９０５９５８００１, PHONE, true"
  })
  void the_mask_shows_some_texts_and_the_rest_are_look_ups(
      String typed, QueryKind kind, boolean isLookUp) {
    SearchText text = SearchText.of(typed);

    assertThat(text.kind()).isEqualTo(kind);
    assertThat(text.kind().isLookUp()).isEqualTo(isLookUp);
  }

  @Test
  void a_place_beside_a_name_narrows_and_is_no_part_of_the_guess() {
    SearchText text = SearchText.of("陈小明 301 8001");

    assertThat(text.guess()).isEqualTo("陈小明");
    assertThat(text.places()).containsExactly("301", "8001");
    assertThat(text.tail()).isEqualTo("8001");
  }

  @Test
  void of_a_phone_the_shown_digits_are_those_of_the_mask() {
    assertThat(SearchText.of("13905958001").shown()).containsExactly("139****8001");
  }

  @Test
  void blanks_are_an_empty_search() {
    assertThat(SearchText.of(" \t").isEmpty()).isTrue();
  }
}
