package org.gridmap.backend.photo;

/**
 * In how many passes the pixels of a JPEG come, read from the markers alone (ITU-T T.81, annex B):
 * a small file may ask for hundreds of passes over a large picture.
 */
final class JpegScans {
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;

  private JpegScans() {}

  /** Counts to the end of the picture or of what is there. */
  static int count(byte[] file) {
    int scans = 0;
    int at = 2;
    while (at + 4 <= file.length) {
      int marker = file[at + 1] & 255;
      if ((file[at] & 255) != 0xFF || marker == 0xFF) {
        at++;
        continue;
      }
      if (marker == END_OF_IMAGE) {
        break;
      }
      if (marker == 0 || marker == 1 || marker >= 0xD0 && marker <= 0xD8) {
        // Stuffed bytes and restarts inside the pixels.
        at += 2;
        continue;
      }
      if (marker == START_OF_SCAN) {
        scans++;
      }
      int length = (file[at + 2] & 255) << 8 | file[at + 3] & 255;
      at += 2 + Math.max(2, length);
    }
    return scans;
  }
}
