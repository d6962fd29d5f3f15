package org.gridmap.backend.audit.cipher;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys as a file that only its owner can read. It is written aside, forced to the disk and
 * moved into place: a process that is killed at any moment leaves the old keys or the new ones.
 *
 * @param path the file
 */
record KeyFile(Path path) {
  private static final String NAME = "keys.properties";
  private static final String LOCK_NAME = "keys.lock";
  private static final HexFormat HEX = HexFormat.of();
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  static KeyFile in(Path home) {
    return new KeyFile(home.toAbsolutePath().normalize().resolve(NAME));
  }

  /** Work on the keys under the lock between processes. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /** Runs work while no other process of this home changes the keys. */
  <T> T alone(Work<T> work) {
    // Within one process a file lock does not make threads wait, it throws.
    synchronized (KeyFile.class) {
      Path lockFile = path.resolveSibling(LOCK_NAME);
      try {
        Files.createDirectories(home());
        try (FileChannel channel =
                FileChannel.open(
                    lockFile,
                    java.util.Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    OWNER_ONLY);
            FileLock held = channel.lock()) {
          if (!held.isValid()) {
            throw new IOException("the lock on " + lockFile + " was lost");
          }
          return work.run();
        }
      } catch (IOException e) {
        throw new KeyRingException(
            "The keys in " + path + " cannot be kept: " + e.getMessage() + ".", e);
      }
    }
  }

  /**
   * What tells one state of the file from another; empty if there is no file. A move puts another
   * file into the place, so time stamps need not be fine.
   */
  Optional<String> stamp() {
    try {
      BasicFileAttributes about = Files.readAttributes(path, BasicFileAttributes.class);
      return Optional.of(about.fileKey() + " " + about.lastModifiedTime() + " " + about.size());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The keys; empty if there is no file.
   *
   * @throws KeyRingException if the file is damaged
   */
  Optional<KeySet> find() {
    String text;
    try {
      text = Files.readString(path);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new KeyRingException(
          "The key file " + path + " cannot be read: " + e.getMessage() + ".", e);
    }
    try {
      Properties properties = new Properties();
      properties.load(new StringReader(text));
      return Optional.of(parse(properties));
    } catch (IOException | RuntimeException e) {
      // The cause could quote a piece of a key.
      throw new KeyRingException(
          "The key file "
              + path
              + " is damaged. Put it back from a backup: without it, what is sealed in the database"
              + " cannot be read by anybody.");
    }
  }

  private static KeySet parse(Properties properties) {
    TreeMap<Integer, SealingKey> keys = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.matches("key\\.[0-9]{1,9}\\.secret")) {
        int version = Integer.parseInt(name.split("\\.", -1)[1]);
        String prefix = "key." + version + ".";
        @Nullable String retired = properties.getProperty(prefix + "retired");
        keys.put(
            version,
            new SealingKey(
                version,
                Instant.parse(required(properties, prefix + "created")),
                retired == null ? null : Instant.parse(retired),
                HEX.parseHex(required(properties, name))));
      }
    }
    int active = Integer.parseInt(required(properties, "active"));
    if (keys.size() != Integer.parseInt(required(properties, "keys"))) {
      throw new IllegalArgumentException("a key is missing");
    }
    return new KeySet(active, keys);
  }

  private static String required(Properties properties, String name) {
    @Nullable String value = properties.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  void write(KeySet keys) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("active", Integer.toString(keys.active()));
    properties.setProperty("keys", Integer.toString(keys.all().size()));
    keys.all()
        .forEach((version, key) -> {
          String prefix = "key." + version + ".";
          properties.setProperty(prefix + "secret", HEX.formatHex(key.secret()));
          properties.setProperty(prefix + "created", key.created().toString());
          @Nullable Instant retired = key.retired();
          if (retired != null) {
            properties.setProperty(prefix + "retired", retired.toString());
          }
        });
    StringWriter text = new StringWriter();
    properties.store(
        text,
        "The keys of this GridMap home. Keep them secret, and keep a copy away from the database:"
            + " without them what is sealed there is lost.");
    Path aside = Files.createTempFile(home(), "keys", ".new", OWNER_ONLY);
    try {
      try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(aside, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
    try (FileChannel folder = FileChannel.open(home(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private Path home() {
    return java.util.Objects.requireNonNull(path.getParent());
  }
}
