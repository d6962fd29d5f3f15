package org.gridmap.geodata.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text that spreadsheet programs in China save in GBK, without a word about it. */
final class TextEncoding {

  static final Charset GB18030 = Charset.forName("GB18030");

  private static final int BLOCK_BYTES = 1 << 16;

  private TextEncoding() {}

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

  /** A copy of a GB18030 text in UTF-8. */
  static Path copy(Path file, Path workspace) throws IOException {
    Path copy = workspace.resolve("data.csv");
    try (Reader in = Files.newBufferedReader(file, GB18030);
        Writer out = Files.newBufferedWriter(copy, StandardCharsets.UTF_8)) {
      in.transferTo(out);
    }
    return copy;
  }
}
