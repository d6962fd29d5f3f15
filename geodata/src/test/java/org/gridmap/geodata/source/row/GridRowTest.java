package org.gridmap.geodata.source.row;

import static org.assertj.core.api.Assertions.assertThat;

import org.gridmap.geodata.code.GridKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.GeometryFactory;

/** Texts of grids as they are kept. */
class GridRowTest {
  private static GridRow row(String code, @Nullable String name, @Nullable String parent) {
    return new GridRow(
        7,
        code,
        true,
        name,
        parent,
        null,
        GridKind.BASE,
        new GeometryFactory().createMultiPolygon());
  }

  @Test
  void codes_are_plain_and_names_composed_and_nothing_is_invisible() {
    GridRow clean = row("\u200b３５Ａ ", "\u202eCafe\u0301\ufeff ", "１").cleaned();
    assertThat(clean.code()).isEqualTo("35A");
    assertThat(clean.coded()).isTrue();
    assertThat(clean.name()).isEqualTo("Caf\u00e9");
    assertThat(clean.parentCode()).isEqualTo("1");
  }

  @Test
  void what_is_nothing_but_invisible_is_none() {
    GridRow clean = row("\u200b", "\u200f\u2066", "\ufeff").cleaned();
    assertThat(clean.code()).isEqualTo("7");
    assertThat(clean.coded()).isFalse();
    assertThat(clean.name()).isNull();
    assertThat(clean.parentCode()).isNull();
  }

  @Test
  void a_long_name_is_cut_between_characters() {
    GridRow clean = row("1", "𠮷".repeat(80), null).cleaned();
    assertThat(clean.name()).isEqualTo("𠮷".repeat(50));
    assertThat(row("1", "网".repeat(100), null).cleaned().name()).hasSize(100);
  }
}
