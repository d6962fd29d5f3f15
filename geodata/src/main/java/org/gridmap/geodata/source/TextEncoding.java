package org.gridmap.geodata.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Text that spreadsheet programs save in GBK without a word about it, or in UTF-16 with or without
 * a mark in front.
 */
final class TextEncoding {

  static final Charset GB18030 = Charset.forName("GB18030");

  private static final int BLOCK_BYTES = 1 << 16;

  private TextEncoding() {}

  /**
   * UTF-16 of either byte order, UTF-8 for anything else, from the first bytes of a text. Without a
   * mark it is told by the zero bytes that digits and commas have in UTF-16 and in no other text.
   */
  static Charset unicode(byte[] head) {
    if (head.length >= 2 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE) {
      return StandardCharsets.UTF_16LE;
    }
    if (head.length >= 2 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF) {
      return StandardCharsets.UTF_16BE;
    }
    int[] zeros = new int[2];
    int end = head.length & ~1;
    for (int i = 0; i < end; i++) {
      zeros[i & 1] += head[i] == 0 ? 1 : 0;
    }
    // A few Chinese characters have a zero byte on the other side, 一 for one.
    if (zeros[1] > end / 10 && zeros[1] > 8 * zeros[0]) {
      return StandardCharsets.UTF_16LE;
    }
    return zeros[0] > end / 10 && zeros[0] > 8 * zeros[1]
        ? StandardCharsets.UTF_16BE
        : StandardCharsets.UTF_8;
  }

  /** Whether a whole file is UTF-8. */
  static boolean isUtf8(Path file) throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    int kept = 0;
    try (InputStream in = Files.newInputStream(file)) {
      while (true) {
        int read = in.readNBytes(block, kept, BLOCK_BYTES - kept);
        int length = kept + read;
        if (!ShapefileParts.isUtf8(block, 0, length)) {
          return false;
        }
        if (length < BLOCK_BYTES) {
          return true;
        }
        // The last bytes may be the first half of a character: judge them with the next block.
        int end = length;
        while (end > length - 4 && (block[end - 1] & 0xC0) == 0x80) {
          end--;
        }
        if ((block[end - 1] & 0xC0) == 0xC0) {
          end--;
        }
        kept = length - end;
        System.arraycopy(block, end, block, 0, kept);
      }
    }
  }

  /** A copy of a text in UTF-8, without a mark in front. */
  static Path copy(Path file, Charset encoding, Path copy) throws IOException {
    try (Reader in = Files.newBufferedReader(file, encoding);
        Writer out = Files.newBufferedWriter(copy, StandardCharsets.UTF_8)) {
      in.mark(1);
      if (in.read() != '\uFEFF') {
        in.reset();
      }
      in.transferTo(out);
    }
    return copy;
  }
}
