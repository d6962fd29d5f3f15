package org.gridmap.geodata.solid;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import tools.jackson.core.JsonGenerator;

/** The binary chunk of a glTF file under construction, with the views of its parts. */
final class GlbChunk {
  static final int VERTICES = 34962;
  static final int INDICES = 34963;

  private static final int MAGIC = 0x46546C67;
  private static final int TEXT_CHUNK = 0x4E4F534A;
  private static final int BINARY_CHUNK = 0x004E4942;
  private static final int HEADER_BYTES = 12;
  private static final int CHUNK_HEADER_BYTES = 8;

  /** Eight bytes, which the longest numbers of the metadata need. */
  private static final int ALIGNMENT = 8;

  private record View(int offset, int length, int stride, int target) {}

  private final List<View> views = new ArrayList<>();
  private ByteBuffer binary = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  /**
   * Adds values of equal length and tells the number of their view.
   *
   * @param stride bytes of a value
   * @param target what a graphics card does with them, or 0
   * @param value writes one of them
   */
  int view(int stride, int target, int count, ObjIntConsumer<ByteBuffer> value) {
    return view(stride, target, count, value, stride * count);
  }

  /** Adds values of any lengths, so many bytes together, and tells the number of their view. */
  int view(int stride, int target, int count, ObjIntConsumer<ByteBuffer> value, int bytes) {
    // A view has at least one byte.
    int length = Math.max(1, bytes);
    int room = padded(length);
    if (binary.remaining() < room) {
      ByteBuffer more =
          ByteBuffer.allocate(2 * (binary.capacity() + room)).order(ByteOrder.LITTLE_ENDIAN);
      binary = more.put(binary.flip());
    }
    int offset = binary.position();
    for (int i = 0; i < count; i++) {
      value.accept(binary, i);
    }
    binary.position(offset + room);
    views.add(new View(offset, length, stride, target));
    return views.size() - 1;
  }

  void writeViews(JsonGenerator json) {
    json.writeArrayPropertyStart("bufferViews");
    for (View view : views) {
      json.writeStartObject();
      json.writeNumberProperty("buffer", 0);
      json.writeNumberProperty("byteOffset", view.offset());
      json.writeNumberProperty("byteLength", view.length());
      if (view.target() == VERTICES) {
        json.writeNumberProperty("byteStride", view.stride());
      }
      if (view.target() != 0) {
        json.writeNumberProperty("target", view.target());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("buffers");
    json.writeStartObject();
    json.writeNumberProperty("byteLength", binary.position());
    json.writeEndObject();
    json.writeEndArray();
  }

  /** The whole file. */
  byte[] join(byte[] text) {
    // Both chunks begin and end at multiples of eight.
    int start = padded(HEADER_BYTES + CHUNK_HEADER_BYTES + text.length + CHUNK_HEADER_BYTES);
    int textBytes = start - HEADER_BYTES - 2 * CHUNK_HEADER_BYTES;
    int length = start + binary.position();
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC).putInt(2).putInt(length);
    out.putInt(textBytes).putInt(TEXT_CHUNK).put(text);
    while (out.position() < HEADER_BYTES + CHUNK_HEADER_BYTES + textBytes) {
      out.put((byte) ' ');
    }
    out.putInt(binary.position()).putInt(BINARY_CHUNK).put(binary.flip());
    return out.array();
  }

  /** A length up to where the next part may begin. */
  static int padded(int length) {
    return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
