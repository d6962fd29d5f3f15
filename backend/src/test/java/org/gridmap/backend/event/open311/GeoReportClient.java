package org.gridmap.backend.event.open311;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.gridmap.backend.Client.Answer;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import tools.jackson.databind.JsonNode;

/** A client of the standard that somebody else might have written. */
final class GeoReportClient {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String base;

  GeoReportClient(String base) {
    this.base = base + "/open311";
  }

  Answer get(String path) {
    return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
  }

  /** The same for whoever would rather have another format. */
  Answer get(String path, String accept) {
    return send(HttpRequest.newBuilder(URI.create(base + path)).header("Accept", accept).GET());
  }

  /** A form in the body. */
  Answer post(String path, Map<String, String> fields) {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(BodyPublishers.ofString(encoded(fields))));
  }

  static String encoded(Map<String, String> fields) {
    List<String> pairs = new ArrayList<>();
    fields.forEach((name, value) ->
        pairs.add(
            URLEncoder.encode(name, StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return String.join("&", pairs);
  }

  /** A form of several parts, the file first. */
  Answer postParts(String path, Map<String, String> fields, byte[]... files) {
    return postParts(path, "none-" + System.nanoTime(), fields, files);
  }

  /** The same under a key by which the server knows a repeated one. */
  Answer postParts(String path, String key, Map<String, String> fields, byte[]... files) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] file : files) {
      part(body, "name=\"media\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg", file);
    }
    fields.forEach((name, value) ->
        part(body, "name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8)));
    body.writeBytes("--odd--\r\n".getBytes(StandardCharsets.US_ASCII));
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "multipart/form-data; boundary=odd")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofByteArray(body.toByteArray())));
  }

  /** A body that is no form of its kind. */
  Answer postBroken(String path, String type) {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString("--od")));
  }

  private static void part(ByteArrayOutputStream body, String head, byte[] content) {
    body.writeBytes(
        ("--odd\r\nContent-Disposition: form-data; " + head + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The answer as JSON, after it was seen that the one as XML says the same. */
  JsonNode both(String path, String root) {
    String[] parts = path.split("[?]", 2);
    String query = parts.length > 1 ? "?" + parts[1] : "";
    Answer json = get(parts[0] + ".json" + query);
    Answer xml = get(parts[0] + ".xml" + query);
    assertThat(json.status()).as(json.text()).isEqualTo(200);
    assertThat(xml.status()).as(xml.text()).isEqualTo(200);
    assertThat(json.header("Content-Type")).startsWith("application/json");
    assertThat(xml.header("Content-Type")).isEqualToIgnoringCase("text/xml;charset=UTF-8");
    Element element = xml(xml.bytes());
    assertThat(element.getTagName()).isEqualTo(root);
    assertThat(plain(element)).isEqualTo(plain(json.json()));
    return json.json();
  }

  static Element xml(byte[] text) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(text))
          .getDocumentElement();
    } catch (Exception e) {
      throw new IllegalStateException(new String(text, StandardCharsets.UTF_8), e);
    }
  }

  /** Elements by their names, or their text; a list where the standard has one. */
  private static Object plain(Element element) {
    List<Element> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    List<String> lists =
        List.of("services", "service_requests", "attributes", "values", "endpoints", "formats");
    if (lists.contains(element.getTagName())) {
      return children.stream().map(GeoReportClient::plain).toList();
    }
    if (children.isEmpty()) {
      return element.getTextContent();
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    children.forEach(child -> fields.put(child.getTagName(), plain(child)));
    return fields;
  }

  private static Object plain(JsonNode node) {
    if (node.isArray()) {
      List<Object> items = new ArrayList<>();
      node.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (node.isObject()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      node.forEachEntry((name, value) -> fields.put(name, plain(value)));
      return fields;
    }
    return node.isNull() ? "" : node.isString() ? node.stringValue() : node.toString();
  }
}
