package org.gridmap.geodata.source;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The administrative relations of an OpenStreetMap extract. GDAL hands over those whose ways are
 * all there and close to an area, and says nothing about the others.
 */
final class OsmRelations {

  private static final int MOST_HEADER_BYTES = 64 << 10;
  private static final int MOST_BLOB_BYTES = 32 << 20;
  private static final int WAY = 1;

  private final List<Relation> relations = new ArrayList<>();
  private final Set<Long> wanted = new HashSet<>();
  private final Set<Long> present = new HashSet<>();

  /** A relation with the ways that bound it. */
  private record Relation(long id, String level, List<Long> ways) {}

  /** A relation, its level if it has one, and in words why it is no area in this file. */
  record Incomplete(@Nullable Integer level, String reason) {}

  private OsmRelations() {}

  /**
   * The administrative relations of a file that GDAL did not hand over.
   *
   * @param handedOver ids of those that it did
   * @throws IOException when the file cannot be read in this way
   */
  static List<Incomplete> incomplete(Path file, Set<String> handedOver) throws IOException {
    OsmRelations found = new OsmRelations();
    boolean xml;
    try (InputStream in = Files.newInputStream(file)) {
      // XML begins with a tag, possibly behind a mark; PBF with the length of its first header.
      xml = in.read() != 0;
    }
    if (xml) {
      found.readXml(file);
    } else {
      found.readBlobs(file, true);
      found.readBlobs(file, false);
    }
    return found.relations.stream()
        .filter(relation -> !handedOver.contains(Long.toString(relation.id())))
        .map(found::explain)
        .toList();
  }

  private Incomplete explain(Relation relation) {
    long missing = relation.ways().stream().filter(way -> !present.contains(way)).count();
    String name =
        "relation "
            + relation.id()
            + (relation.level().isEmpty() ? "" : " (level " + relation.level() + ")");
    return new Incomplete(
        relation.level().isEmpty() ? null : Integer.valueOf(relation.level()),
        missing > 0
            ? "Of the "
                + relation.ways().size()
                + " ways of "
                + name
                + " "
                + missing
                + " are not in the file, so it is no area."
            : "The ways of " + name + " do not close to an area.");
  }

  private void readBlobs(Path file, boolean forRelations) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      while (true) {
        int length;
        try {
          length = in.readInt();
        } catch (EOFException e) {
          return;
        }
        Wire header = new Wire(bytes(in, length, MOST_HEADER_BYTES));
        String type = "";
        int size = 0;
        while (header.next()) {
          switch (header.field) {
            case 1 -> type = new String(header.bytes(), StandardCharsets.UTF_8);
            case 3 -> size = (int) header.varint();
            default -> header.skip();
          }
        }
        byte[] blob = bytes(in, size, MOST_BLOB_BYTES);
        if (type.equals("OSMData")) {
          block(new Wire(unpacked(new Wire(blob))), forRelations);
        }
      }
    }
  }

  private static byte[] bytes(DataInputStream in, int length, int most) throws IOException {
    if (length < 0 || length > most) {
      throw new IOException("a block is longer than the format allows");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  private static byte[] unpacked(Wire blob) throws IOException {
    byte[] packed = null;
    int size = 0;
    while (blob.next()) {
      switch (blob.field) {
        case 1 -> {
          return blob.bytes();
        }
        case 2 -> size = (int) blob.varint();
        case 3 -> packed = blob.bytes();
        default -> blob.skip();
      }
    }
    if (packed == null || size < 0 || size > MOST_BLOB_BYTES) {
      throw new IOException("a block is not packed with zlib, or too long");
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      byte[] plain = new byte[size];
      int done = 0;
      while (done < size) {
        int n = inflater.inflate(plain, done, size - done);
        if (n == 0) {
          throw new IOException("a block is cut off");
        }
        done += n;
      }
      return plain;
    } catch (DataFormatException e) {
      throw new IOException("a block is damaged", e);
    } finally {
      inflater.end();
    }
  }

  private void block(Wire block, boolean forRelations) throws IOException {
    List<String> texts = new ArrayList<>();
    while (block.next()) {
      switch (block.field) {
        case 1 -> {
          Wire table = new Wire(block.bytes());
          while (table.next()) {
            texts.add(new String(table.bytes(), StandardCharsets.UTF_8));
          }
        }
        case 2 -> {
          Wire group = new Wire(block.bytes());
          while (group.next()) {
            if (forRelations && group.field == 4) {
              relation(new Wire(group.bytes()), texts);
            } else if (!forRelations && group.field == 3) {
              way(new Wire(group.bytes()));
            } else {
              group.skip();
            }
          }
        }
        default -> block.skip();
      }
    }
  }

  private void way(Wire way) throws IOException {
    while (way.next()) {
      if (way.field == 1) {
        note(way.varint());
        return;
      }
      way.skip();
    }
  }

  private void relation(Wire relation, List<String> texts) throws IOException {
    long id = 0;
    List<Long> keys = List.of();
    List<Long> values = List.of();
    List<Long> members = List.of();
    List<Long> types = List.of();
    while (relation.next()) {
      switch (relation.field) {
        case 1 -> id = relation.varint();
        case 2 -> keys = new Wire(relation.bytes()).varints();
        case 3 -> values = new Wire(relation.bytes()).varints();
        case 9 -> members = new Wire(relation.bytes()).varints();
        case 10 -> types = new Wire(relation.bytes()).varints();
        default -> relation.skip();
      }
    }
    boolean administrative = false;
    String level = "";
    for (int i = 0; i < Math.min(keys.size(), values.size()); i++) {
      String key = text(texts, keys.get(i));
      String value = text(texts, values.get(i));
      administrative |= key.equals("boundary") && value.equals("administrative");
      level = key.equals("admin_level") ? value : level;
    }
    List<Long> ways = new ArrayList<>();
    long member = 0;
    for (int i = 0; i < Math.min(members.size(), types.size()); i++) {
      long zigzag = members.get(i);
      member += (zigzag >>> 1) ^ -(zigzag & 1);
      if (types.get(i) == WAY) {
        ways.add(member);
      }
    }
    if (administrative) {
      add(id, level, ways);
    }
  }

  private static String text(List<String> texts, long index) {
    return index >= 0 && index < texts.size() ? texts.get((int) index) : "";
  }

  private void add(long id, String level, List<Long> ways) {
    relations.add(new Relation(id, level.matches("[0-9]{1,2}") ? level : "", List.copyOf(ways)));
    wanted.addAll(ways);
  }

  private void note(long way) {
    if (wanted.contains(way)) {
      present.add(way);
    }
  }

  /** One pass: ways come before the relations, so all their numbers are kept until the end. */
  private void readXml(Path file) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    Set<Long> all = new HashSet<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          if (xml.getLocalName().equals("way")) {
            all.add(number(xml.getAttributeValue(null, "id")));
          } else if (xml.getLocalName().equals("relation")) {
            relation(xml);
          }
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException("the XML is damaged", e);
    }
    all.forEach(this::note);
  }

  private void relation(XMLStreamReader xml) throws XMLStreamException {
    long id = number(xml.getAttributeValue(null, "id"));
    boolean administrative = false;
    String level = "";
    List<Long> ways = new ArrayList<>();
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("relation")) {
        break;
      }
      if (event != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      if (xml.getLocalName().equals("member")
          && "way".equals(xml.getAttributeValue(null, "type"))) {
        ways.add(number(xml.getAttributeValue(null, "ref")));
      } else if (xml.getLocalName().equals("tag")) {
        String key = String.valueOf(xml.getAttributeValue(null, "k"));
        String value = String.valueOf(xml.getAttributeValue(null, "v"));
        administrative |= key.equals("boundary") && value.equals("administrative");
        level = key.equals("admin_level") ? value : level;
      }
    }
    if (administrative) {
      add(id, level, ways);
    }
  }

  private static long number(@Nullable String text) {
    return text != null && text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  /** Reads the fields of one protobuf message. */
  private static final class Wire {
    private final byte[] bytes;
    private int at;
    private int field;
    private int type;

    Wire(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean next() throws IOException {
      if (at >= bytes.length) {
        return false;
      }
      long key = varint();
      field = (int) (key >>> 3);
      type = (int) (key & 7);
      return true;
    }

    long varint() throws IOException {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        if (at >= bytes.length) {
          throw new IOException("a message is cut off");
        }
        byte b = bytes[at++];
        value |= (b & 0x7FL) << shift;
        if (b >= 0) {
          return value;
        }
      }
      throw new IOException("a number is too long");
    }

    byte[] bytes() throws IOException {
      long length = varint();
      if (type != 2 || length < 0 || length > bytes.length - at) {
        throw new IOException("a message is cut off");
      }
      byte[] part = Arrays.copyOfRange(bytes, at, at + (int) length);
      at += (int) length;
      return part;
    }

    List<Long> varints() throws IOException {
      List<Long> values = new ArrayList<>();
      while (at < bytes.length) {
        values.add(varint());
      }
      return values;
    }

    void skip() throws IOException {
      switch (type) {
        case 0 -> varint();
        case 1 -> at += 8;
        case 2 -> bytes();
        case 5 -> at += 4;
        default -> throw new IOException("a field is of an unknown type");
      }
    }
  }
}
