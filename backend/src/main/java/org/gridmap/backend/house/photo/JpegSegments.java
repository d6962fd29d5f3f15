package org.gridmap.backend.house.photo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What must be known of a JPEG before it is decoded: which way up it was taken, and in how many
 * passes its pixels come. Read from the markers alone (ITU-T T.81, annex B; Exif 2.32, 4.5 and
 * 4.6.4).
 *
 * @param orientation 1 to 8 as Exif counts; 1 if nothing is said
 * @param scans passes over the pixels
 */
record JpegSegments(int orientation, int scans) {
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int EXIF = 0xE1;
  private static final int ORIENTATION = 0x0112;
  private static final byte[] EXIF_NAME = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  /** Reads to the end of the picture or of what is there; a broken file gives what came before. */
  static JpegSegments of(byte[] file) {
    int orientation = 1;
    int scans = 0;
    int at = 2;
    while (at + 4 <= file.length) {
      if ((file[at] & 255) != 0xFF) {
        at++;
        continue;
      }
      int marker = file[at + 1] & 255;
      if (marker == END_OF_IMAGE) {
        break;
      }
      if (marker == 0xFF) {
        at++;
        continue;
      }
      if (marker == 0 || marker == 1 || marker >= 0xD0 && marker <= 0xD8) {
        // Stuffed bytes and restarts inside the pixels.
        at += 2;
        continue;
      }
      int length = (file[at + 2] & 255) << 8 | file[at + 3] & 255;
      if (marker == START_OF_SCAN) {
        scans++;
      } else if (marker == EXIF && orientation == 1) {
        orientation = orientation(file, at + 4, Math.min(file.length, at + 2 + length));
      }
      at += 2 + Math.max(2, length);
    }
    return new JpegSegments(orientation, scans);
  }

  private static int orientation(byte[] file, int from, int to) {
    if (to - from < EXIF_NAME.length + 14) {
      return 1;
    }
    for (int i = 0; i < EXIF_NAME.length; i++) {
      if (file[from + i] != EXIF_NAME[i]) {
        return 1;
      }
    }
    return ofTiff(
        ByteBuffer.wrap(file, from + EXIF_NAME.length, to - from - EXIF_NAME.length).slice());
  }

  /** The orientation in a block of Exif, which has the form of a TIFF; 1 if it has none. */
  static int ofTiff(ByteBuffer tiff) {
    if (tiff.remaining() < 14) {
      return 1;
    }
    tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    if (directory < 8 || directory > tiff.limit() - 2) {
      return 1;
    }
    int entries = tiff.getShort(directory) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if (entry > tiff.limit() - 12) {
        return 1;
      }
      if ((tiff.getShort(entry) & 0xFFFF) == ORIENTATION) {
        int value = tiff.getShort(entry + 8) & 0xFFFF;
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }
}
