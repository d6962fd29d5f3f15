package org.gridmap.backend.house.photo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a file is by its first bytes, whatever its name or the request says. */
enum PictureFormat {
  JPEG,
  PNG,
  WEBP,
  GIF,
  HEIF,
  TIFF,
  BMP,
  SVG,
  UNKNOWN;

  private static final int PNG_SIGNATURE_BYTES = 8;
  private static final int EXIF_CHUNK = 0x65584966;
  private static final int END_CHUNK = 0x49454E44;

  /** Recognises a file. */
  static PictureFormat of(byte[] file) {
    String start = new String(file, 0, Math.min(file.length, 64), StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u00FF\u00D8\u00FF")) {
      return JPEG;
    }
    if (start.startsWith("\u0089PNG\r\n\u001A\n")) {
      return PNG;
    }
    if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
      return WEBP;
    }
    if (start.startsWith("GIF8")) {
      return GIF;
    }
    if (start.startsWith("ftyphei", 4)
        || start.startsWith("ftypmif1", 4)
        || start.startsWith("ftypavif", 4)) {
      return HEIF;
    }
    if (start.startsWith("II*\0") || start.startsWith("MM\0*")) {
      return TIFF;
    }
    if (start.startsWith("BM")) {
      return BMP;
    }
    return start.stripLeading().startsWith("<svg") || start.stripLeading().startsWith("<?xml")
        ? SVG
        : UNKNOWN;
  }

  /** Whether photos may come in it. */
  boolean accepted() {
    return this == JPEG || this == PNG;
  }

  /** Which way up the picture was taken, 1 to 8 as Exif counts. */
  int orientation(byte[] file) {
    return this == JPEG ? JpegSegments.of(file).orientation() : this == PNG ? ofPng(file) : 1;
  }

  /** A PNG has its Exif in a chunk of its own. */
  private static int ofPng(byte[] file) {
    ByteBuffer chunks = ByteBuffer.wrap(file);
    int at = PNG_SIGNATURE_BYTES;
    while (at <= file.length - 12) {
      int length = chunks.getInt(at);
      int type = chunks.getInt(at + 4);
      if (length < 0 || length > file.length - at - 12 || type == END_CHUNK) {
        return 1;
      }
      if (type == EXIF_CHUNK) {
        return JpegSegments.ofTiff(ByteBuffer.wrap(file, at + 8, length).slice());
      }
      at += 12 + length;
    }
    return 1;
  }
}
