package org.gridmap.backend.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.Client.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@CapabilityTest({"finder", "identity"})
class PageTest {
  private static final String SCRIPT = "console.log('格图');\n".repeat(100);

  @Autowired private Environment environment;
  @Autowired private JdbcClient jdbc;
  private Client client;

  @DynamicPropertySource
  static void page(DynamicPropertyRegistry properties) throws IOException {
    Path outside = Files.createTempDirectory("gridmap-outside");
    Files.writeString(outside.resolve("secret.txt"), "secret");
    Path root = Files.createTempDirectory("gridmap-page");
    Files.createDirectories(root.resolve("assets"));
    Files.createDirectories(root.resolve("licences"));
    Files.writeString(root.resolve("index.html"), "<!doctype html><title>地图</title>");
    Files.writeString(root.resolve("assets/index-Bq3x9Zk1.js"), SCRIPT);
    Files.writeString(root.resolve("assets/plain.js"), SCRIPT);
    Files.writeString(root.resolve("favicon.svg"), "<svg/>");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(SCRIPT.getBytes(StandardCharsets.UTF_8));
    }
    Files.write(root.resolve("assets/index-Bq3x9Zk1.js.gz"), bytes.toByteArray());
    Files.createSymbolicLink(root.resolve("licences/link.txt"), outside.resolve("secret.txt"));
    properties.add("gridmap.web.root", root::toString);
    properties.add(
        "gridmap.base-map.url-template",
        () -> "https://map.example.cn/{TileMatrix}/{TileRow}/{TileCol}?tk={token}");
    properties.add("gridmap.base-map.token", () -> "abc");
  }

  @BeforeEach
  void connect() {
    client = Client.ofPlanner(environment, jdbc);
  }

  @Test
  void the_front_page_is_the_built_one_whatever_the_viewpoint() {
    Answer answer = client.get("/?lon=118.7&lat=24.9");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/html");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(answer.text()).contains("地图");
  }

  @Test
  void a_file_with_a_hash_in_its_name_is_kept_for_good() {
    Answer answer = client.get("/assets/index-Bq3x9Zk1.js");

    assertThat(answer.header("Cache-Control")).contains("max-age=31536000", "immutable");
    assertThat(answer.text()).isEqualTo(SCRIPT);
    assertThat(client.get("/assets/plain.js").header("Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void the_packed_sibling_is_sent_to_who_takes_it() {
    Answer answer = client.get("/assets/index-Bq3x9Zk1.js", "Accept-Encoding", "gzip");

    assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(answer.header("Content-Type")).contains("javascript");
    assertThat(answer.text()).isEqualTo(SCRIPT);
  }

  @Test
  void an_unchanged_file_is_304() {
    Answer first = client.get("/favicon.svg");

    assertThat(client.get("/favicon.svg", "If-None-Match", first.header("ETag")).status())
        .isEqualTo(304);
  }

  @Test
  void nothing_outside_the_folder_is_served() {
    for (String path :
        new String[] {
          "/licences/link.txt",
          "/assets/",
          "/assets/../../secret.txt",
          "/%2e%2e/secret.txt",
          "/assets",
          "/application.yaml",
          "/assets/nothing.js"
        }) {
      Answer answer = client.get(path);
      assertThat(answer.status()).as(path).isBetween(400, 404);
      assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }
  }

  @Test
  void the_configured_base_map_is_told_to_the_page_and_let_in() {
    assertThat(client.get("/api/overview").json().at("/baseMap/urlTemplate").asString())
        .endsWith("?tk=abc");
    assertThat(client.get("/").header("Content-Security-Policy"))
        .contains(
            "img-src 'self' blob: data: https://map.example.cn;",
            "connect-src 'self' blob: data: https://map.example.cn;",
            "script-src 'self' 'wasm-unsafe-eval';");
  }
}
