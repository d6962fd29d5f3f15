package org.gridmap.backend.event.open311;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the same answer as JSON or as XML. An answer is a map of fields or a list of them; in XML
 * a field is an element, an item of a list an element with the name that the standard gives it.
 */
@Component
class Open311Writer {
  /** The two formats; the end of the address decides. */
  enum Format {
    JSON("application/json"),
    XML("text/xml;charset=UTF-8");

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }

    static Format of(String path) {
      return path.endsWith(".xml") ? XML : JSON;
    }
  }

  private static final Map<String, String> ITEM_OF =
      Map.of(
          "services", "service",
          "attributes", "attribute",
          "values", "value",
          "service_requests", "request",
          "errors", "error",
          "endpoints", "endpoint",
          "formats", "format");

  private static final XMLOutputFactory XML = XMLOutputFactory.newInstance();

  private final JsonMapper json;

  Open311Writer(JsonMapper json) {
    this.json = json;
  }

  /**
   * @param root name of the root element; JSON has none
   * @param content a map of fields, or a list of them
   */
  void write(HttpServletResponse response, Format format, int status, String root, Object content)
      throws IOException {
    byte[] body = format == Format.XML ? xml(root, content) : json.writeValueAsBytes(content);
    response.setStatus(status);
    response.setContentType(format.mediaType);
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static byte[] xml(String root, Object content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter out = XML.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      out.writeStartDocument("utf-8", "1.0");
      write(out, root, content);
      out.writeEndDocument();
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(XMLStreamWriter out, String name, @Nullable Object value)
      throws XMLStreamException {
    if (value == null || (value instanceof List<?> list && list.isEmpty())) {
      out.writeEmptyElement(name);
      return;
    }
    out.writeStartElement(name);
    if (value instanceof Map<?, ?> fields) {
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        write(out, String.valueOf(field.getKey()), field.getValue());
      }
    } else if (value instanceof List<?> items) {
      for (Object item : items) {
        write(out, ITEM_OF.getOrDefault(name, "item"), item);
      }
    } else {
      out.writeCharacters(String.valueOf(value));
    }
    out.writeEndElement();
  }
}
