package org.gridmap.geodata.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Unpacks a file packed with gzip into the workspace. */
final class Gzip {

  /** Text seldom shrinks more than twentyfold; a bomb shrinks a thousandfold. */
  private static final int MOST_RATIO = 200;

  private static final long RATIO_FREE_BYTES = 10L << 20;
  private static final int BUFFER_BYTES = 1 << 16;

  private Gzip() {}

  /** The name without {@code .gz}, by which the format of text is told. */
  static String innerName(Path packed) {
    String name = packed.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".tgz")
        ? name.substring(0, name.length() - 4) + ".tar"
        : name.replaceFirst("\\.gz(ip)?$", "");
  }

  /**
   * The first bytes of what is packed.
   *
   * @throws UnreadableFileException when it is damaged
   */
  static byte[] head(Path packed, int bytes) throws UnreadableFileException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
      return in.readNBytes(bytes);
    } catch (IOException e) {
      throw rejected("The file packed with gzip is damaged.");
    }
  }

  /**
   * Unpacks a file under a name of our own with the extension of its format.
   *
   * @throws UnreadableFileException with archive-rejected when it is damaged, too large, or holds
   *     several files
   */
  static Path unpack(Path packed, Path workspace, long mostBytes) throws UnreadableFileException {
    byte[] head = head(packed, 512);
    if (ForeignFormat.isTar(head)) {
      throw rejected(
          "This is a tar archive packed with gzip (.tar.gz); unpack it and name the file in it, or"
              + " pack it as ZIP.");
    }
    String name = innerName(packed);
    String extension = name.substring(name.lastIndexOf('.') + 1).replaceAll("[^a-z0-9]", "");
    Path target = workspace.resolve("data." + (extension.length() > 10 ? "" : extension));
    try {
      long size = Files.size(packed);
      long room = Math.min(mostBytes, Math.max(RATIO_FREE_BYTES, size * MOST_RATIO));
      try (InputStream in = new GZIPInputStream(Files.newInputStream(packed), BUFFER_BYTES);
          OutputStream out = Files.newOutputStream(target)) {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          room -= n;
          if (room < 0) {
            throw rejected(
                "Unpacked the file is larger than "
                    + (mostBytes >> 20)
                    + " MB, or packed more than "
                    + MOST_RATIO
                    + " times.");
          }
          out.write(buffer, 0, n);
        }
      }
      return target;
    } catch (ZipException | EOFException e) {
      throw rejected("The file packed with gzip is damaged or cut off.");
    } catch (IOException e) {
      throw new UnreadableFileException("storage-full", "There is no room for temporary files.");
    }
  }

  private static UnreadableFileException rejected(String message) {
    return new UnreadableFileException("archive-rejected", message);
  }
}
