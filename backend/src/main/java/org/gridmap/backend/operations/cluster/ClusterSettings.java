package org.gridmap.backend.operations.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/**
 * Settings of the private cluster of an installation, in a file that only its owner can read.
 *
 * @param data folder of the cluster's files
 * @param port port on 127.0.0.1
 * @param superuserPassword password of the administrator
 * @param ownerPassword password of the role that owns the tables
 * @param rolesSecret what the passwords of the other roles are made from
 */
record ClusterSettings(
    Path data, int port, String superuserPassword, String ownerPassword, String rolesSecret) {
  private static final String FILE = "cluster.properties";

  /** Empty when the file is missing or does not hold what it should. */
  static Optional<ClusterSettings> find(Path home) {
    Path file = home.resolve(FILE);
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      String data = properties.getProperty("data", "");
      String superuserPassword = properties.getProperty("superuserPassword", "");
      String ownerPassword = properties.getProperty("ownerPassword", "");
      if (data.isEmpty() || superuserPassword.isEmpty() || ownerPassword.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new ClusterSettings(
              Path.of(data),
              Integer.parseInt(properties.getProperty("port", "")),
              superuserPassword,
              ownerPassword,
              properties.getProperty("rolesSecret", "")));
    } catch (NoSuchFileException | CharacterCodingException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ClusterSettings withPort(int newPort) {
    return new ClusterSettings(data, newPort, superuserPassword, ownerPassword, rolesSecret);
  }

  ClusterSettings withRolesSecret(String secret) {
    return new ClusterSettings(data, port, superuserPassword, ownerPassword, secret);
  }

  /** Writes aside and moves, so that a killed process never leaves half a password behind. */
  void write(Path home) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("data", data.toString());
    properties.setProperty("port", Integer.toString(port));
    properties.setProperty("superuserPassword", superuserPassword);
    properties.setProperty("ownerPassword", ownerPassword);
    properties.setProperty("rolesSecret", rolesSecret);
    Path aside =
        Files.createTempFile(
            home,
            "cluster",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var writer = Files.newBufferedWriter(aside)) {
      properties.store(writer, "The private PostGIS of this GridMap home. Keep it secret.");
    }
    Files.move(
        aside,
        home.resolve(FILE),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }
}
