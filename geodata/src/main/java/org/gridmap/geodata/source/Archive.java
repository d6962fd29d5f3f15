package org.gridmap.geodata.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a ZIP archive into the workspace under names of our own, so that no name in it ever
 * becomes a path. Refused: too many entries, more bytes than the limits allow (claimed or real),
 * names that climb out of the archive, symbolic links, archives within, encrypted entries.
 */
final class Archive {

  private static final int MOST_ENTRIES = 1_000;

  /** Text seldom shrinks more than twentyfold; a bomb shrinks a thousandfold. */
  private static final int MOST_RATIO = 200;

  private static final long RATIO_FREE_BYTES = 10L << 20;
  private static final int UNIX_FILE_TYPE = 0xF000;
  private static final int UNIX_SYMBOLIC_LINK = 0xA000;

  private static final String KMZ_ROOT = "doc";

  private static final Set<String> ARCHIVES =
      Set.of("zip", "7z", "rar", "gz", "tgz", "tar", "bz2", "xz", "kmz", "jar", "zst");

  private static final Set<String> PARTS =
      Set.of(
          "shp",
          "shx",
          "dbf",
          "prj",
          "cpg",
          "gpkg",
          "geojson",
          "json",
          "geojsonl",
          "geojsons",
          "pbf",
          "osm",
          "kml",
          "gml",
          "xsd",
          "fgb",
          "tab",
          "map",
          "dat",
          "id",
          "ind",
          "mif",
          "mid",
          "dxf",
          "csv",
          "tsv",
          "topojson");

  private static final Set<String> READABLE =
      Set.of(
          "shp",
          "gpkg",
          "geojson",
          "json",
          "geojsonl",
          "geojsons",
          "pbf",
          "osm",
          "kml",
          "gml",
          "fgb",
          "tab",
          "mif",
          "dxf",
          "csv",
          "tsv",
          "topojson");

  /**
   * What was unpacked.
   *
   * @param main the file to read
   * @param name its name in the archive, without folder and extension
   * @param layer the layer of it that was asked for; null where the name was that of the file
   */
  record Unpacked(Path main, String name, @Nullable String layer) {}

  private Archive() {}

  /**
   * Unpacks the one readable file of an archive with the parts that belong to it.
   *
   * @param layer the file to read where there are several: its name without folder and extension;
   *     where there is one, possibly a layer in it; null for the only one
   * @throws UnreadableFileException with archive-rejected
   */
  static Unpacked unpack(Path archive, Path workspace, long mostBytes, @Nullable String layer)
      throws UnreadableFileException {
    refuseSymbolicLinks(archive);
    try (ZipFile zip = open(archive)) {
      refuseForeign(zip);
      Map<String, List<ZipEntry>> byStem = entries(zip, mostBytes);
      List<String> all = readable(byStem);
      if (all.size() > 1 && all.contains(KMZ_ROOT) && onlyPointsElsewhere(zip)) {
        all.remove(KMZ_ROOT);
      }
      if (all.isEmpty()) {
        throw rejected("The archive holds no file that can be read.");
      }
      List<String> named = all.stream().filter(stem -> fileName(stem).equals(layer)).toList();
      // Where there is one file, a layer with another name is one of those in the file.
      List<String> stems = layer == null || all.size() == 1 ? all : named;
      if (stems.size() != 1) {
        List<String> names = all.stream().limit(20).map(Archive::fileName).toList();
        throw new UnreadableFileException(
            "archive-rejected",
            (stems.isEmpty()
                    ? "The archive holds no file of that name: "
                    : "The archive holds several files; name one with --layer, or unpack it: ")
                + String.join(", ", names)
                + ".",
            names);
      }
      Path main =
          unpack(zip, byStem.getOrDefault(stems.getFirst(), List.of()), workspace, mostBytes);
      return new Unpacked(main, fileName(stems.getFirst()), named.isEmpty() ? layer : null);
    } catch (ZipException e) {
      throw rejected("The archive is damaged, or encrypted.");
    } catch (IOException e) {
      throw rejected("The archive cannot be unpacked.");
    }
  }

  /** Whether the one readable file of an archive is an OpenStreetMap extract, by its name. */
  static boolean holdsOpenStreetMap(Path archive) throws UnreadableFileException {
    try (ZipFile zip = open(archive)) {
      return zip.size() <= MOST_ENTRIES
          && zip.stream()
              .map(entry -> extension(entry.getName()))
              .filter(READABLE::contains)
              .allMatch(extension -> extension.equals("osm") || extension.equals("pbf"));
    } catch (IOException e) {
      throw rejected("The archive is damaged, or encrypted.");
    }
  }

  private static void refuseForeign(ZipFile zip) throws UnreadableFileException {
    Set<String> names =
        zip.stream()
            .limit(MOST_ENTRIES)
            .map(entry -> entry.getName().replace('\\', '/').toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    String foreign = ForeignFormat.archive(names);
    if (foreign != null) {
      throw rejected(foreign);
    }
  }

  /** Whether the root of a KMZ holds no place of its own, only links to the files beside it. */
  private static boolean onlyPointsElsewhere(ZipFile zip) throws IOException {
    ZipEntry root = zip.getEntry(KMZ_ROOT + ".kml");
    if (root == null) {
      return false;
    }
    try (InputStream in = zip.getInputStream(root)) {
      String text = new String(in.readNBytes(1 << 20), StandardCharsets.UTF_8);
      return text.contains("<NetworkLink") && !text.contains("<Placemark");
    }
  }

  private static List<String> readable(Map<String, List<ZipEntry>> byStem) {
    List<String> stems = new ArrayList<>();
    byStem.forEach((stem, entries) -> {
      if (entries.stream().anyMatch(entry -> READABLE.contains(extension(entry.getName())))) {
        stems.add(stem);
      }
    });
    return stems;
  }

  private static ZipFile open(Path archive) throws IOException {
    try {
      return new ZipFile(archive.toFile(), StandardCharsets.UTF_8);
    } catch (ZipException e) {
      // Windows writes the names of entries in the encoding of the system.
      return new ZipFile(archive.toFile(), Charset.forName("GB18030"));
    }
  }

  private static Map<String, List<ZipEntry>> entries(ZipFile zip, long mostBytes)
      throws UnreadableFileException {
    if (zip.size() > MOST_ENTRIES) {
      throw rejected("The archive has more than " + MOST_ENTRIES + " entries.");
    }
    Map<String, List<ZipEntry>> byStem = new LinkedHashMap<>();
    long total = 0;
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      String name = entry.getName().replace('\\', '/');
      if (name.startsWith("/")
          || name.matches("[A-Za-z]:.*")
          || ("/" + name + "/").contains("/../")) {
        throw rejected("An entry of the archive would be unpacked outside of it.");
      }
      if (entry.isDirectory()) {
        continue;
      }
      String extension = extension(name);
      if (ARCHIVES.contains(extension)) {
        throw rejected("The archive holds another archive.");
      }
      total += Math.max(0, entry.getSize());
      refuseBomb(entry);
      if (total > mostBytes) {
        throw rejected("Unpacked the archive would be larger than " + (mostBytes >> 20) + " MB.");
      }
      if (PARTS.contains(extension) && !name.startsWith("__MACOSX/")) {
        String stem = name.substring(0, name.length() - extension.length() - 1);
        byStem.computeIfAbsent(stem, s -> new ArrayList<>()).add(entry);
      }
    }
    return byStem;
  }

  private static void refuseBomb(ZipEntry entry) throws UnreadableFileException {
    long packed = Math.max(1, entry.getCompressedSize());
    if (entry.getSize() > RATIO_FREE_BYTES && entry.getSize() / packed > MOST_RATIO) {
      throw rejected("An entry of the archive is packed more than " + MOST_RATIO + " times.");
    }
  }

  private static Path unpack(ZipFile zip, List<ZipEntry> entries, Path workspace, long mostBytes)
      throws IOException, UnreadableFileException {
    Path main = null;
    long left = mostBytes;
    for (ZipEntry entry : entries) {
      String extension = extension(entry.getName());
      Path target = workspace.resolve("data." + extension);
      try (InputStream in = zip.getInputStream(entry);
          OutputStream out = Files.newOutputStream(target)) {
        // What the directory of the archive claims is not what an entry has to hold.
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          left -= n;
          if (left < 0) {
            throw rejected("Unpacked the archive is larger than " + (mostBytes >> 20) + " MB.");
          }
          out.write(buffer, 0, n);
        }
      }
      if (READABLE.contains(extension)) {
        main = target;
      }
    }
    if (main == null) {
      throw rejected("The archive holds no file that can be read.");
    }
    return main;
  }

  /**
   * Reads the file types in the central directory, which {@link ZipFile} does not tell. A link is
   * never made here, but an archive that holds one means harm.
   */
  private static void refuseSymbolicLinks(Path archive) throws UnreadableFileException {
    try (FileChannel channel = FileChannel.open(archive)) {
      long size = channel.size();
      int tail = (int) Math.min(size, 65_557);
      ByteBuffer end = read(channel, size - tail, tail);
      int at = tail - 22;
      while (at >= 0 && end.getInt(at) != 0x06054B50) {
        at--;
      }
      if (at < 0) {
        throw rejected("The archive is cut off.");
      }
      long length = Integer.toUnsignedLong(end.getInt(at + 12));
      long offset = Integer.toUnsignedLong(end.getInt(at + 16));
      if (length > (16L << 20) || offset + length > size) {
        throw rejected("The archive is damaged, or has too many entries.");
      }
      ByteBuffer directory = read(channel, offset, (int) length);
      int position = 0;
      while (position + 46 <= length && directory.getInt(position) == 0x02014B50) {
        int mode = directory.getInt(position + 38) >>> 16;
        if ((mode & UNIX_FILE_TYPE) == UNIX_SYMBOLIC_LINK) {
          throw rejected("The archive holds a symbolic link.");
        }
        position +=
            46
                + Short.toUnsignedInt(directory.getShort(position + 28))
                + Short.toUnsignedInt(directory.getShort(position + 30))
                + Short.toUnsignedInt(directory.getShort(position + 32));
      }
    } catch (IOException e) {
      throw rejected("The archive cannot be opened.");
    }
  }

  private static ByteBuffer read(FileChannel channel, long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
      // Reads on until the buffer is full or the file ends.
    }
    return buffer;
  }

  private static String extension(String name) {
    String file = fileName(name);
    return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static String fileName(String path) {
    String unified = path.replace('\\', '/');
    return unified.substring(unified.lastIndexOf('/') + 1);
  }

  private static UnreadableFileException rejected(String message) {
    return new UnreadableFileException("archive-rejected", message);
  }
}
