package org.gridmap.geodata.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs one program of GDAL as a guarded child: started without a shell, with an environment made
 * from nothing, one driver, no plug-ins, no network, limits on memory, processor time and files,
 * and a clock beside it. A hostile file can at worst end the child.
 */
final class GdalProcess {

  private static final int MOST_ERROR_CHARACTERS = 16_384;
  private static final int MOST_LINE_CHARACTERS = 1_000;
  private static final Pattern ERROR_LINE =
      Pattern.compile("ERROR |.*(?:emory|bad_alloc|error while loading)");

  /** Errors about one geometry, whose row then comes without one and is refused by itself. */
  private static final Pattern ONE_ROW =
      Pattern.compile("(?i)\\bnan\\b|infinit|curve|corrupt geometry|unsupported as a GeoJSON");

  private static final String OUTPUT_DRIVER = "GeoJSONSeq";
  private static final String NOWHERE = "http://127.0.0.1:9";

  private final Path workspace;
  private final String driver;
  private final ReadOptions.Limits limits;
  private final Map<String, String> settings;

  /** Whether the kernel lets this user give a child an empty network; asked once. */
  private static final class Isolation {
    static final boolean AVAILABLE = probe();

    private static boolean probe() {
      Optional<Path> unshare = find("unshare");
      if (unshare.isEmpty()) {
        return false;
      }
      try {
        Process process =
            new ProcessBuilder(unshare.get().toString(), "--map-root-user", "--net", "true")
                .redirectErrorStream(true)
                .start();
        boolean ended = process.waitFor(5, TimeUnit.SECONDS);
        process.destroyForcibly();
        return ended && process.exitValue() == 0;
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  /** The vector drivers that the installed GDAL has; asked once. */
  private static final class Drivers {
    private static final Pattern LINE = Pattern.compile("\\s+(\\S.*?) -[a-z, ]*vector[a-z, ]*- .*");

    static final List<String> INSTALLED = list();

    private static List<String> list() {
      List<String> drivers = new ArrayList<>();
      Optional<Path> ogrinfo = find("ogrinfo");
      if (ogrinfo.isEmpty()) {
        return drivers;
      }
      try {
        Process process =
            new ProcessBuilder(ogrinfo.get().toString(), "--formats")
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        text.lines()
            .map(LINE::matcher)
            .filter(Matcher::matches)
            .forEach(matcher -> drivers.add(matcher.group(1)));
      } catch (IOException e) {
        throw new UncheckedIOException("GDAL does not list its drivers", e);
      }
      return List.copyOf(drivers);
    }

    /** The value of OGR_SKIP that leaves one driver for reading and the one for our output. */
    static String allBut(String driver) {
      List<String> skipped = new ArrayList<>(INSTALLED);
      skipped.removeAll(List.of(driver, OUTPUT_DRIVER));
      return String.join(",", skipped);
    }
  }

  /** Reads what the child writes. */
  @FunctionalInterface
  interface Output {
    void read(InputStream stream) throws IOException, UnreadableFileException;
  }

  /**
   * @param workspace an empty folder of this reading, for the child's temporary files
   * @param driver the only driver that may open the file
   * @param settings configuration of GDAL beside the fixed one
   */
  GdalProcess(
      Path workspace, ReadOptions.Limits limits, String driver, Map<String, String> settings) {
    this.driver = driver;
    this.workspace = workspace;
    this.limits = limits;
    this.settings = settings;
  }

  /**
   * Runs a program and hands over its output while it runs.
   *
   * @param program {@code ogr2ogr} or {@code ogrinfo}
   * @throws UnreadableFileException when it is not installed, fails, or is ended by a limit
   */
  void run(String program, List<String> arguments, Output output) throws UnreadableFileException {
    Process process = start(program, arguments);
    UnfinishedWork.started(process);
    AtomicBoolean late = new AtomicBoolean();
    Thread clock =
        Thread.ofVirtual()
            .start(() -> {
              try {
                if (!process.waitFor(limits.seconds(), TimeUnit.SECONDS)) {
                  late.set(true);
                  process.destroyForcibly();
                }
              } catch (InterruptedException e) {
                process.destroyForcibly();
              }
            });
    StringBuilder errors = new StringBuilder();
    Thread drain = Thread.ofVirtual().start(() -> drain(process.getErrorStream(), errors));
    try (InputStream stream = process.getInputStream()) {
      UnreadableFileException fromContent = null;
      try {
        output.read(stream);
      } catch (UnreadableFileException e) {
        fromContent = e;
        // A child that dies cuts its output off; only a short wait shows which of the two it was.
        process.waitFor(2, TimeUnit.SECONDS);
      }
      boolean running = process.isAlive() && fromContent != null;
      if (!running) {
        int exit = process.waitFor();
        drain.join(5_000);
        if (exit != 0 || late.get() || hasLost(errors)) {
          throw failure(exit, late.get(), errors);
        }
      }
      if (fromContent != null) {
        throw fromContent;
      }
    } catch (IOException e) {
      throw failure(-1, late.get(), errors);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreadableFileException("import-rejected", "The reading was interrupted.");
    } finally {
      UnfinishedWork.ended(process);
      clock.interrupt();
    }
  }

  private Process start(String program, List<String> arguments) throws UnreadableFileException {
    List<String> command = new ArrayList<>();
    command.add(require("prlimit").toString());
    command.add("--as=" + limits.childMemoryBytes());
    command.add("--cpu=" + limits.seconds());
    command.add("--fsize=" + limits.bytes());
    command.add("--nofile=256");
    command.add("--core=0");
    if (Isolation.AVAILABLE) {
      command.addAll(List.of(require("unshare").toString(), "--map-root-user", "--net"));
    }
    command.add(require(program).toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(workspace.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(environment());
    environment.putAll(settings);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UnreadableFileException("dependency-unavailable", program + " cannot be started.");
    }
  }

  private Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("PATH", "/usr/bin:/bin"),
        Map.entry("LC_ALL", "C.UTF-8"),
        Map.entry("HOME", workspace.toString()),
        Map.entry("TMPDIR", workspace.toString()),
        Map.entry("CPL_TMPDIR", workspace.toString()),
        Map.entry("GDAL_DRIVER_PATH", "disable"),
        Map.entry("OGR_SKIP", Drivers.allBut(driver)),
        Map.entry("GDAL_CACHEMAX", "64"),
        Map.entry("GDAL_HTTP_TIMEOUT", "1"),
        Map.entry("GDAL_HTTP_MAX_RETRY", "0"),
        Map.entry("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "{noext}"),
        Map.entry("http_proxy", NOWHERE),
        Map.entry("https_proxy", NOWHERE),
        Map.entry("all_proxy", NOWHERE),
        Map.entry("PROJ_NETWORK", "OFF"),
        Map.entry("GML_SKIP_RESOLVE_ELEMS", "ALL"),
        // Without a schema the driver would take a code for a number and lose its leading zeros.
        Map.entry("GML_FIELDTYPES", "ALWAYS_STRING"),
        Map.entry("LIBKML_RESOLVE_STYLE", "NO"),
        Map.entry("SHAPE_RESTORE_SHX", "NO"));
  }

  private UnreadableFileException failure(int exit, boolean late, CharSequence errors) {
    if (late || exit == 128 + 24) {
      return new UnreadableFileException(
          "import-rejected", "Reading took longer than " + limits.seconds() + " seconds.");
    }
    if (exit > 128) {
      return new UnreadableFileException(
          "import-rejected",
          "The program that reads this format was stopped (signal " + (exit - 128) + ").");
    }
    String text;
    synchronized (errors) {
      text = errors.toString();
    }
    if (text.contains("emory") || text.contains("bad_alloc")) {
      return new UnreadableFileException(
          "import-rejected",
          "Reading needs more than " + (limits.childMemoryBytes() >> 20) + " MB of memory.");
    }
    return new UnreadableFileException(
        "import-rejected", "The file cannot be read; it may be damaged." + firstError(text));
  }

  /** GDAL's own words, without the paths in them. */
  private String firstError(String text) {
    for (String line : text.split("\n", 100)) {
      if (line.startsWith("ERROR ") && line.indexOf(':') > 0) {
        String message =
            line.substring(line.indexOf(':') + 1)
                .replaceAll("(/[^\\s'`\"]*)+/", "")
                .replaceAll("[0-9]{20,}", "…")
                .replaceAll("[^\\x20-\\x7E\\u00A0-\\uFFFC]", "?")
                .strip();
        return " GDAL says: " + message.substring(0, Math.min(200, message.length()));
      }
    }
    return "";
  }

  /** Keeps the lines that tell an error; warnings are many and change nothing. */
  private static void drain(InputStream stream, StringBuilder into) {
    byte[] buffer = new byte[4_096];
    StringBuilder line = new StringBuilder();
    try {
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        for (char c : new String(buffer, 0, n, StandardCharsets.UTF_8).toCharArray()) {
          if (c == '\n') {
            keep(line, into);
            line.setLength(0);
          } else if (line.length() < MOST_LINE_CHARACTERS) {
            line.append(c);
          }
        }
      }
      keep(line, into);
    } catch (IOException e) {
      // The child is gone; what it said so far is enough.
      keep(line, into);
    }
  }

  private static void keep(CharSequence line, StringBuilder into) {
    synchronized (into) {
      if (ERROR_LINE.matcher(line).lookingAt() && into.length() < MOST_ERROR_CHARACTERS) {
        into.append(line).append('\n');
      }
    }
  }

  /** Whether GDAL met an error after which it went on without what it could not read. */
  private static boolean hasLost(StringBuilder errors) {
    synchronized (errors) {
      return errors
          .toString()
          .lines()
          .anyMatch(line -> line.startsWith("ERROR ") && !ONE_ROW.matcher(line).find());
    }
  }

  private static Path require(String program) throws UnreadableFileException {
    return find(program)
        .orElseThrow(() ->
            new UnreadableFileException(
                "dependency-unavailable",
                program.startsWith("ogr")
                    ? "GDAL is needed for this format and is not installed (Debian, Ubuntu: apt"
                        + " install gdal-bin)."
                    : program + " is not installed (Debian, Ubuntu: apt install util-linux)."));
  }

  private static Optional<Path> find(String program) {
    @Nullable String path = System.getenv("PATH");
    for (String folder : ((path == null ? "" : path) + ":/usr/bin:/bin").split(":", -1)) {
      Path candidate = Path.of(folder.isEmpty() ? "/usr/bin" : folder).resolve(program);
      if (candidate.isAbsolute() && Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /**
   * A path that GDAL can only take for a file: absolute, without the prefix of a virtual system.
   */
  static String argument(Path file) throws UnreadableFileException {
    String path = file.toAbsolutePath().normalize().toString();
    if (!path.startsWith("/") || path.toLowerCase(Locale.ROOT).startsWith("/vsi")) {
      throw new UnreadableFileException("import-rejected", "A file with this name is not read.");
    }
    return path;
  }
}
