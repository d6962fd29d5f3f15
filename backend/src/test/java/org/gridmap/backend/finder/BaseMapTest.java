package org.gridmap.backend.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BaseMapTest {
  private static final String QUERY =
      "/vec_w/wmts?TILEMATRIX={TileMatrix}&TILEROW={TileRow}&TILECOL={TileCol}&tk={token}";

  @Test
  void without_an_address_there_is_no_base_map_and_no_outside_host() {
    BaseMap none = baseMap("", List.of());

    assertThat(none.describe()).isNull();
    assertThat(none.listOrigins()).isEmpty();
  }

  @Test
  void only_the_hosts_of_the_address_are_let_in() {
    assertThat(baseMap("https://{s}.example.cn:8443" + QUERY, List.of("t0", "t1")).listOrigins())
        .containsExactly("https://t0.example.cn:8443", "https://t1.example.cn:8443");
    assertThat(baseMap("https://map.example.cn" + QUERY, List.of()).listOrigins())
        .containsExactly("https://map.example.cn");
  }

  @Test
  void the_token_is_in_the_address_that_the_page_gets() {
    BaseMap.BaseMapDescription told =
        baseMap("https://map.example.cn" + QUERY, List.of()).describe();
    assertThat(told).isNotNull();
    assertThat(String.valueOf(told)).contains("{TileCol}&tk=key");
  }

  @Test
  void an_address_that_cannot_work_stops_the_start() {
    assertThatThrownBy(() -> baseMap("https://map.example.cn/{TileRow}", List.of()))
        .hasMessageContaining("{TileMatrix}");
    assertThatThrownBy(() -> baseMap("https://{s}.example.cn" + QUERY, List.of()))
        .hasMessageContaining("subdomains");
  }

  private static BaseMap baseMap(String address, List<String> subdomains) {
    return new BaseMap(address, "vec", "w", "default", "tiles", 1, 18, "天地图", "key", subdomains);
  }
}
