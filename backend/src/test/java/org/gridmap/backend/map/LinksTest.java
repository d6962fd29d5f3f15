package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.TownFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every link that the server gives leads where it says, however the first address was written. */
class LinksTest extends TownOverHttp {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bbox=100,30,100.02,30.01&limit=2",
        "bbox=100%2C24%2C100.02%2c30.01&limit=2",
        "limit=2&bbox=100%2C30%2C-1000%2C100.02%2C30.01%2C9000&f=json",
        "bbox=100,30,100.02,30.01&limit=3&datetime=2026-11-21T01:05:00%2B08:00/..",
        "%62box=100%2C30%2C100.02%2C30.01&%6Cimit=4&datetime=..%2F2026-11-21T01%3A05%3A00Z",
        "bbox=%20100,30,100.02,30.01&limit=7&offset=0",
        "bbox=100,30,100.02,30.01&limit=25"
      })
  void following_next_gives_every_house_once_and_prev_leads_all_the_way_back(String query) {
    List<String> there = new ArrayList<>();
    Set<Long> ids = new HashSet<>();
    String address = client.base() + "/ogc/collections/houses/items?" + query;
    while (!address.isEmpty()) {
      Answer answer = client.get(address);
      assertThat(answer.status()).as(address).isEqualTo(200);
      JsonNode page = answer.json();
      assertThat(page.get("numberMatched").asInt()).isEqualTo(TownFixture.HOUSES);
      page.get("features").forEach(one -> assertThat(ids.add(one.get("id").asLong())).isTrue());
      String self = link(page, "self");
      assertThat(client.get(self).json().get("features")).isEqualTo(page.get("features"));
      there.add(page.get("features").toString());
      address = link(page, "next");
      if (address.isEmpty()) {
        address = self;
        break;
      }
    }
    assertThat(ids).hasSize(TownFixture.HOUSES);
    for (int i = there.size() - 1; i >= 0; i--) {
      JsonNode page = client.get(address).json();
      assertThat(page.get("features").toString()).isEqualTo(there.get(i));
      address = link(page, "prev");
    }
    assertThat(address).isEmpty();
  }

  @Test
  void a_page_has_one_address_however_it_was_asked_for() {
    String path = "/ogc/collections/houses/items?limit=2&bbox=";
    Answer raw = client.get(path + "100,30,100.02,30.01");
    Answer encoded = client.get(path + "100%2C30%2c100.02%2C30.01");
    assertThat(timeless(encoded)).isEqualTo(timeless(raw));
    assertThat(encoded.header("ETag")).isEqualTo(raw.header("ETag"));
  }

  @Test
  void every_link_of_every_resource_is_answered_with_the_type_that_it_names() {
    Deque<String> open = new ArrayDeque<>(List.of(client.base() + "/ogc"));
    open.add(client.base() + "/ogc/collections/houses/items/" + town.firstHouse());
    open.add(
        client.base() + "/ogc/collections/grids/items?level=2&datetime=2026-11-21T01:05:00Z/..");
    Set<String> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      String address = open.remove();
      Answer answer = client.get(address);
      assertThat(answer.status()).as(address).isEqualTo(200);
      if (answer.header("Content-Type").contains("openapi")) {
        continue;
      }
      for (JsonNode link :
          answer.json().findValues("links").stream().flatMap(JsonNode::valueStream).toList()) {
        String href = link.get("href").asString();
        assertThat(client.get(href).header("Content-Type").replace(" ", ""))
            .as(href)
            .startsWith(link.get("type").asString());
        if (!link.get("rel").asString().equals("next") && seen.add(href)) {
          open.add(href);
        }
      }
    }
    assertThat(seen).hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/api",
        "/conformance",
        "/collections",
        "/collections/houses",
        "/collections/houses/items",
        "/collections/houses/items/{id}"
      })
  void every_resource_is_there_with_a_slash_at_the_end_and_with_the_parameter_f(String resource) {
    String path = "/ogc" + resource.replace("{id}", Long.toString(town.firstHouse()));
    Answer plain = client.get(path);
    assertThat(plain.status()).isEqualTo(200);
    assertThat(timeless(client.get(path + "/"))).isEqualTo(timeless(plain));
    Answer json = client.get(path + "/?f=json", "Accept", "text/html");
    assertThat(json.status()).isEqualTo(200);
    assertThat(json.header("Content-Type")).isEqualTo(plain.header("Content-Type"));
    for (String other : List.of("html", "JSON", "")) {
      Answer refused = client.get(path + "?f=" + other);
      assertThat(refused.status()).as(other).isEqualTo(400);
      assertThat(refused.json().get("detail").asString()).contains("'f'", "it has: json");
    }
  }
}
