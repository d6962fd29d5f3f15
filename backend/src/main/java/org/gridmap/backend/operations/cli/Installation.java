package org.gridmap.backend.operations.cli;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.gridmap.backend.operations.cluster.Database;
import org.gridmap.backend.operations.cluster.DatabaseLogins;
import org.gridmap.backend.operations.cluster.HomeLock;
import org.gridmap.backend.operations.cluster.PrivateCluster;
import org.jspecify.annotations.Nullable;

/**
 * One checkout with its home folder.
 *
 * @param root folder of the checkout
 * @param home folder of everything that this installation keeps: data, logs, settings
 */
record Installation(Path root, Path home) {
  private static final String DATABASE = "GRIDMAP_DATABASE_URL";

  /** The installation that the script named. */
  static Installation get() {
    Path root = Path.of(System.getProperty("gridmap.root", "")).toAbsolutePath().normalize();
    String named = System.getenv("GRIDMAP_HOME");
    Path home = named == null || named.isBlank() ? root.resolve(".gridmap") : Path.of(named);
    return new Installation(root, home.toAbsolutePath().normalize());
  }

  PrivateCluster cluster() {
    return PrivateCluster.in(home, step -> System.out.println("· " + step));
  }

  /** Waits until no other command starts or stops this installation. */
  HomeLock lock() {
    return HomeLock.take(
        home,
        "commands",
        () -> System.out.println("· Waiting for another command of this installation"));
  }

  ServerProcess server() {
    return new ServerProcess(this);
  }

  /** The database that {@code GRIDMAP_DATABASE_URL} names, if it names one. */
  Optional<Database> externalDatabase() {
    return Optional.ofNullable(System.getenv(DATABASE))
        .filter(url -> !url.isBlank())
        .map(Installation::parse);
  }

  /** The external database, or the private one, started if need be. */
  DatabaseLogins startDatabase() {
    return externalDatabase().map(DatabaseLogins::prepare).orElseGet(() -> cluster().start());
  }

  /**
   * Reads {@code postgresql://user:password@host:port/name}, or the JDBC form with user and
   * password as parameters.
   */
  static Database parse(String url) {
    String plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
    URI uri = URI.create(plain.replaceFirst("^postgres:", "postgresql:"));
    if (!"postgresql".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new CommandException(
          DATABASE + " must look like postgresql://user:password@host:5432/database");
    }
    String user = "";
    String password = "";
    @Nullable String info = uri.getRawUserInfo();
    if (info != null) {
      int colon = info.indexOf(':');
      user = decode(colon < 0 ? info : info.substring(0, colon));
      password = colon < 0 ? "" : decode(info.substring(colon + 1));
    }
    StringBuilder rest = new StringBuilder();
    @Nullable String query = uri.getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      if (pair.startsWith("user=")) {
        user = decode(pair.substring("user=".length()));
      } else if (pair.startsWith("password=")) {
        password = decode(pair.substring("password=".length()));
      } else if (!pair.isEmpty()) {
        rest.append(rest.isEmpty() ? '?' : '&').append(pair);
      }
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return new Database(
        "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + rest, user, password);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
