package org.gridmap.geodata.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prepares a file for GDAL by its format: copies in the workspace, open options, settings. */
final class GdalStaging {

  /** How the two places of a MapInfo header say that its text is of no particular language. */
  private static final Pattern NEUTRAL = Pattern.compile("(?i)(charset\\s+\"?)Neutral\\b");

  private static final int MOST_SNIFFED_BYTES = 8 << 20;

  private GdalStaging() {}

  /** The file to open: itself, or what stands for it in the workspace. */
  static Path stage(FileFormat format, Path file, Path workspace, List<String> notes)
      throws UnreadableFileException {
    try {
      return switch (format) {
        // The GML driver writes a schema file beside what it opens.
        case GML -> linkWithSchema(file, workspace);
        case CSV -> inUtf8(file, workspace, notes);
        case MAPINFO -> withCharset(file, workspace, notes);
        default -> file;
      };
    } catch (CharacterCodingException e) {
      throw new UnreadableFileException(
          "import-rejected", "The text is neither in UTF-8 nor in GBK nor in UTF-16.");
    } catch (IOException e) {
      throw new UnreadableFileException(
          "import-rejected", "The file cannot be opened, or there is no room for a copy of it.");
    }
  }

  private static Path linkWithSchema(Path gml, Path workspace) throws IOException {
    Optional<Path> schema = ShapefileParts.sibling(gml, "xsd");
    if (schema.isPresent() && !schema.get().startsWith(workspace)) {
      Files.createSymbolicLink(workspace.resolve("data.xsd"), schema.get().toRealPath());
    }
    return gml.startsWith(workspace)
        ? gml
        : Files.createSymbolicLink(workspace.resolve("data.gml"), gml.toRealPath());
  }

  private static Path inUtf8(Path csv, Path workspace, List<String> notes) throws IOException {
    Charset encoding;
    try (InputStream in = Files.newInputStream(csv)) {
      encoding = TextEncoding.unicode(in.readNBytes(4_096));
    }
    if (encoding.equals(StandardCharsets.UTF_8)) {
      if (TextEncoding.isUtf8(csv)) {
        return csv;
      }
      encoding = TextEncoding.GB18030;
    }
    notes.add("text encoding " + encoding.name());
    String name = csv.getFileName().toString().toLowerCase(Locale.ROOT);
    return TextEncoding.copy(
        csv, encoding, workspace.resolve(name.endsWith(".tsv") ? "utf8.tsv" : "utf8.csv"));
  }

  /**
   * Chinese programs write GBK into MapInfo tables that call themselves neutral; GDAL would take
   * that for ASCII. The header is copied with the right name, the other parts are linked.
   */
  private static Path withCharset(Path main, Path workspace, List<String> notes)
      throws IOException, UnreadableFileException {
    boolean table = main.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".tab");
    String header;
    try (BufferedReader in = Files.newBufferedReader(main, StandardCharsets.ISO_8859_1)) {
      char[] start = new char[1 << 16];
      header = new String(start, 0, Math.max(0, in.read(start)));
    }
    Matcher neutral = NEUTRAL.matcher(header);
    Optional<Path> text = ShapefileParts.sibling(main, table ? "dat" : "mid");
    if (!neutral.find() || text.isEmpty() || !isGbk(text.get())) {
      return main;
    }
    notes.add("text encoding GB18030; the file calls its charset neutral");
    Path folder = Files.createDirectory(workspace.resolve("mapinfo"));
    for (String part : new String[] {"dat", "map", "id", "ind", "mid"}) {
      Optional<Path> sibling = ShapefileParts.sibling(main, part);
      if (sibling.isPresent()) {
        Files.createSymbolicLink(folder.resolve("data." + part), sibling.get().toRealPath());
      }
    }
    Path copy = folder.resolve(table ? "data.tab" : "data.mif");
    String whole = Files.readString(main, StandardCharsets.ISO_8859_1);
    return Files.writeString(
        copy,
        NEUTRAL.matcher(whole).replaceAll("$1WindowsSimpChinese"),
        StandardCharsets.ISO_8859_1);
  }

  /** Whether more of the texts in a table are Chinese in GBK than in UTF-8. */
  private static boolean isGbk(Path table) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(table)) {
      bytes = in.readNBytes(MOST_SNIFFED_BYTES);
    }
    int utf8 = 0;
    int other = 0;
    int start = 0;
    boolean plain = true;
    for (int i = 0; i <= bytes.length; i++) {
      // Fields are filled up with zeros, rows of text end with a line.
      if (i < bytes.length && (bytes[i] < 0 || bytes[i] >= ' ')) {
        plain &= bytes[i] > 0;
        continue;
      }
      if (!plain && ShapefileParts.isUtf8(bytes, start, i - start)) {
        utf8++;
      } else if (!plain) {
        other++;
      }
      start = i + 1;
      plain = true;
    }
    return other > utf8;
  }

  /** Open options of GDAL for a format. */
  static List<String> openOptions(FileFormat format, Path file) throws UnreadableFileException {
    return switch (format) {
      case SHAPEFILE -> List.of("ENCODING=" + ShapefileParts.encoding(file));
      case GML -> List.of("DOWNLOAD_SCHEMA=NO");
      case CSV ->
          List.of(
              "GEOM_POSSIBLE_NAMES=" + ShapeText.TEXT_COLUMNS,
              "X_POSSIBLE_NAMES=" + ShapeText.EAST_COLUMNS,
              "Y_POSSIBLE_NAMES=" + ShapeText.NORTH_COLUMNS,
              // Where no shape can be made of them, they tell why.
              "KEEP_GEOM_COLUMNS=YES");
      default -> List.of();
    };
  }

  /** Configuration of GDAL for a format. */
  static Map<String, String> settings(FileFormat format, Path workspace)
      throws UnreadableFileException {
    return format == FileFormat.OSM ? OsmExtract.settings(workspace) : Map.of();
  }
}
