package org.gridmap.geodata.tile;

import java.util.Arrays;

/** A growing array of bytes with the few protobuf encodings that a vector tile needs. */
final class ProtoBuffer {
  private byte[] bytes;
  private int size;

  ProtoBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  void varint(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~127L) != 0) {
      bytes[size++] = (byte) (rest & 127 | 128);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void zigzag(int value) {
    varint((value << 1 ^ value >> 31) & 0xffffffffL);
  }

  /** A field whose value is a varint. */
  void number(int field, long value) {
    varint((long) field << 3);
    varint(value);
  }

  /** A field whose value is a run of bytes. */
  void bytes(int field, byte[] value) {
    header(field, value.length);
    append(value, value.length);
  }

  /** A field whose value is the content of another buffer. */
  void buffer(int field, ProtoBuffer value) {
    header(field, value.size);
    append(value.bytes, value.size);
  }

  /** A field whose value is a 64-bit floating point number. */
  void doubled(int field, double value) {
    varint((long) field << 3 | 1);
    reserve(8);
    long bits = Double.doubleToLongBits(value);
    for (int i = 0; i < 8; i++) {
      bytes[size++] = (byte) (bits >>> 8 * i);
    }
  }

  /** The content of another buffer as it is. */
  void raw(ProtoBuffer value) {
    append(value.bytes, value.size);
  }

  private void header(int field, int length) {
    varint((long) field << 3 | 2);
    varint(length);
  }

  private void append(byte[] value, int length) {
    reserve(length);
    System.arraycopy(value, 0, bytes, size, length);
    size += length;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
