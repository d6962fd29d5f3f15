package org.gridmap.backend.operations.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An installed PostgreSQL server.
 *
 * @param major major version, at least {@link #OLDEST_MAJOR}
 * @param bin folder with initdb, pg_ctl and postgres
 */
record PostgresBinaries(int major, Path bin) {
  static final int OLDEST_MAJOR = 15;

  private static final List<Path> ROOTS =
      List.of(Path.of("/usr/lib/postgresql"), Path.of("/usr/pgsql"), Path.of("/opt/homebrew/opt"));
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  /** The newest server on this machine that has the PostGIS extension beside it. */
  static PostgresBinaries get() {
    return get(candidates());
  }

  static PostgresBinaries get(List<Path> bins) {
    List<PostgresBinaries> found = new ArrayList<>();
    for (Path bin : bins) {
      read(bin).filter(p -> p.major >= OLDEST_MAJOR && p.hasPostgis()).ifPresent(found::add);
    }
    return found.stream()
        .max(Comparator.comparingInt(PostgresBinaries::major))
        .orElseThrow(() ->
            new ClusterException(
                "No PostgreSQL "
                    + OLDEST_MAJOR
                    + " or newer with PostGIS 3.3 or newer was found. On Debian or Ubuntu:"
                    + " apt-get install postgresql postgresql-15-postgis-3 (the number is the"
                    + " server's). Elsewhere set GRIDMAP_PG_BIN to the folder of initdb."));
  }

  Path tool(String name) {
    return bin.resolve(name);
  }

  private boolean hasPostgis() {
    // The library and not the control file: Debian leaves the scripts when the server part is
    // removed.
    // Debian's pg_config belongs to the client headers and may be missing; its layout is known.
    Path libraries =
        output(List.of(bin.resolve("pg_config").toString(), "--pkglibdir"))
            .map(Path::of)
            .orElse(bin.resolveSibling("lib"));
    return Files.exists(libraries.resolve("postgis-3.so"))
        || Files.exists(libraries.resolve("postgis-3.dylib"));
  }

  private static List<Path> candidates() {
    List<Path> bins = new ArrayList<>();
    String named = System.getenv("GRIDMAP_PG_BIN");
    if (named != null && !named.isBlank()) {
      return List.of(Path.of(named));
    }
    for (Path root : ROOTS) {
      if (Files.isDirectory(root)) {
        try (Stream<Path> children = Files.list(root)) {
          children.map(c -> c.resolve("bin")).forEach(bins::add);
        } catch (IOException e) {
          throw new ClusterException("Cannot list " + root + ": " + e.getMessage(), e);
        }
      }
    }
    output(List.of("pg_config", "--bindir")).map(Path::of).ifPresent(bins::add);
    return bins;
  }

  private static Optional<PostgresBinaries> read(Path bin) {
    if (!Files.isExecutable(bin.resolve("initdb")) || !Files.isExecutable(bin.resolve("pg_ctl"))) {
      return Optional.empty();
    }
    return output(List.of(bin.resolve("initdb").toString(), "--version"))
        .map(VERSION::matcher)
        .filter(Matcher::find)
        .map(m -> new PostgresBinaries(Integer.parseInt(m.group(1)), bin));
  }

  private static Optional<String> output(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String text = new String(process.getInputStream().readAllBytes(), OsUser.CONSOLE).strip();
      return process.waitFor() == 0 ? Optional.of(text) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
