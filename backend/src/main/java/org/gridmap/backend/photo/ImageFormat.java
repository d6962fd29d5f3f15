package org.gridmap.backend.photo;

import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.imaging.jpeg.JpegSegmentData;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What a file is by its first bytes, whatever its name or the request says. */
enum ImageFormat {
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
  static ImageFormat of(byte[] file) {
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

  /** Which way up the picture was taken, 1 to 8 as Exif counts; 1 where nothing usable is said. */
  int orientation(byte[] file) {
    Metadata said = new Metadata();
    try {
      if (this == JPEG) {
        JpegSegmentData segments =
            JpegSegmentReader.readSegments(
                new SequentialByteArrayReader(file), List.of(JpegSegmentType.APP1));
        new ExifReader()
            .readJpegSegments(
                segments.getSegments(JpegSegmentType.APP1), said, JpegSegmentType.APP1);
      } else if (this == PNG) {
        readPng(file, said);
      }
    } catch (IOException | JpegProcessingException e) {
      // A broken file gives what came before; whether it can be decoded at all is seen later.
      return 1;
    }
    ExifIFD0Directory exif = said.getFirstDirectoryOfType(ExifIFD0Directory.class);
    Integer value = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
    return value != null && value >= 1 && value <= 8 ? value : 1;
  }

  /**
   * A PNG has its Exif in a chunk of its own. The library would unpack texts and profiles on the
   * way to it, which may be packed a thousandfold.
   */
  private static void readPng(byte[] file, Metadata said) {
    ByteBuffer chunks = ByteBuffer.wrap(file);
    int at = PNG_SIGNATURE_BYTES;
    while (at <= file.length - 12) {
      int length = chunks.getInt(at);
      int type = chunks.getInt(at + 4);
      if (length < 0 || length > file.length - at - 12 || type == END_CHUNK) {
        return;
      }
      if (type == EXIF_CHUNK) {
        new ExifReader()
            .extract(new ByteArrayReader(Arrays.copyOfRange(file, at + 8, at + 8 + length)), said);
        return;
      }
      at += 12 + length;
    }
  }
}
