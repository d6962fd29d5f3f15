package org.gridmap.backend.register;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameReadingsTest {
  @ParameterizedTest
  @CsvSource({
    "张伟,zhangwei,zw",
    "单丹,shandan,sd",
    "单丹,dandan,dd",
    "仇英,qiuying,qy",
    "曾国强,zengguoqiang,zgq",
    "区启明,ouqiming,oqm",
    "万俟雅言,moqiyayan,mqyy",
    "尉迟恭,yuchigong,ycg",
    "欧阳静,ouyangjing,oyj",
    "黄重阳,huangchongyang,hcy",
    "黄重阳,huangzhongyang,hzy",
    "吕布,lvbu,lb"
  })
  void every_reading_of_a_name_is_found_by_pinyin_and_by_initials(
      String name, String pinyin, String initials) {
    String line = NameReadings.searchLine(name);
    assertThat(line).contains("\n" + name + "\n", "\n" + pinyin + "\n", "\n" + initials + "\n");
  }

  @Test
  void full_width_letters_spaces_and_dots_make_no_difference() {
    assertThat(NameReadings.plain("Ｍａｒｉａ · Ｌopez")).isEqualTo("marialopez");
    assertThat(NameReadings.searchLine("阿依古丽·买买提")).contains("\n阿依古丽买买提\n");
  }

  @Test
  void a_long_name_of_many_readings_stays_short_enough() {
    assertThat(NameReadings.searchLine("单曾重乐行长单曾重乐行长").length()).isLessThan(2_500);
  }
}
