package org.gridmap.geodata.crs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.geotools.api.referencing.FactoryException;
import org.geotools.referencing.CRS;

/**
 * The folder in which GeoTools unpacks its copy of the EPSG data set (26 MB), and the lock that
 * lets several processes share it.
 *
 * <p>The folder is taken from the system property {@value #DIRECTORY}; without it, it is one in the
 * temporary folder that belongs to this user and that nobody else may write, because a data set
 * planted by another user would move every coordinate.
 */
final class EpsgStore {

  /** Names the state folder; {@code EPSG-HSQL.directory}, GeoTools' own name, is heeded too. */
  static final String DIRECTORY = "gridmap.epsg.directory";

  private static final String GEOTOOLS_DIRECTORY = "EPSG-HSQL.directory";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private static boolean opened;

  private EpsgStore() {}

  /** Makes sure that the data set is unpacked, by one process at a time. */
  static synchronized void open() {
    if (opened) {
      return;
    }
    try {
      Path folder = folder();
      System.setProperty(GEOTOOLS_DIRECTORY, folder.toString());
      Path lockFile = folder.resolve("unpacking.lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        CRS.decode(CrsRegistry.STORED, true);
      }
      opened = true;
    } catch (IOException e) {
      throw new UncheckedIOException("the folder for the EPSG data set cannot be used", e);
    } catch (FactoryException e) {
      throw new UncheckedIOException(
          "the EPSG data set cannot be unpacked",
          new IOException(String.valueOf(e.getMessage()), e));
    }
  }

  private static Path folder() throws IOException {
    String configured = System.getProperty(DIRECTORY, System.getProperty(GEOTOOLS_DIRECTORY));
    if (configured != null && !configured.isBlank()) {
      return Files.createDirectories(Path.of(configured).toAbsolutePath());
    }
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "."));
    Path own = temporary.resolve("gridmap-epsg-" + System.getProperty("user.name", "unknown"));
    try {
      return Files.createDirectory(own, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      return isOurs(own) ? own : Files.createTempDirectory("gridmap-epsg-");
    }
  }

  private static boolean isOurs(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Path probe = Files.createTempFile("gridmap-epsg-", ".owner");
    try {
      return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe))
          && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ONLY);
    } finally {
      Files.delete(probe);
    }
  }
}
