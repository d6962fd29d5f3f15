package org.gridmap.backend.register;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {
  @ParameterizedTest
  @CsvSource({"陈小明,陈**", "欧阳修远,欧**", "李四,李**", "王,**", "Maria Lopez,M**", "𠮷田一,𠮷**"})
  void of_a_name_the_first_character_stays(String name, String masked) {
    assertThat(Masking.name(name)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({
    "13800138000,138****8000",
    "138 0013 8000,138****8000",
    "0595-28012345,059****2345",
    "8801234,****34",
    "88012,****"
  })
  void of_a_phone_start_and_end_stay(String number, String masked) {
    assertThat(Masking.phone(number)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({"晋江市恒远鞋厂,晋江***", "自家店,***", "码头,***"})
  void of_a_workplace_the_town_stays(String workplace, String masked) {
    assertThat(Masking.workplace(workplace)).isEqualTo(masked);
  }

  @Test
  void nobody_is_taken_for_an_adult_before_the_end_of_the_year_of_the_fourteenth_birthday() {
    assertThat(Masking.isChild(2012, 2026)).isTrue();
    assertThat(Masking.isChild(2011, 2026)).isFalse();
    assertThat(Masking.isChild(null, 2026)).isFalse();
  }
}
