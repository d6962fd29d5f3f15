package org.gridmap.backend.plan.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.gridmap.geodata.source.ReadOptions;
import org.gridmap.geodata.source.ReadReport;
import org.gridmap.geodata.source.UnreadableFileException;
import org.gridmap.geodata.source.row.GridRow;
import org.gridmap.geodata.source.row.RowReader;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * A file of grids as somebody sent it, on disk while a request lasts. It is read as imports read
 * files, within the limits of a request.
 *
 * @param path where it lies
 * @param digest SHA-256 of its bytes, in hexadecimal digits
 */
record GridFile(Path path, String digest) implements AutoCloseable {
  private static final ReadOptions.Limits LIMITS = ReadOptions.Limits.REQUEST;

  /**
   * What was read.
   *
   * @param rows grids in degrees, EPSG:4490, with texts as they are kept; their rings may cross
   * @param report what became of every row of the file
   */
  record Content(List<GridRow> rows, ReadReport report) {}

  /**
   * Takes the body of a request.
   *
   * @throws ProblemException {@code payload-too-large}
   */
  static GridFile of(InputStream body) throws IOException {
    Path path = Files.createTempFile("gridmap-plan-", ".file");
    boolean whole = false;
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      long size = 0;
      byte[] buffer = new byte[1 << 16];
      try (OutputStream out = Files.newOutputStream(path)) {
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
          size += n;
          if (size > LIMITS.bytes()) {
            throw new ProblemException(
                WebProblems.PAYLOAD_TOO_LARGE,
                "A file of grids has " + (LIMITS.bytes() >> 20) + " MB at most.");
          }
          digest.update(buffer, 0, n);
          out.write(buffer, 0, n);
        }
      }
      whole = true;
      return new GridFile(path, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } finally {
      if (!whole) {
        Files.deleteIfExists(path);
      }
    }
  }

  /**
   * Reads the grids.
   *
   * @param layer name of the layer; null for the only one
   * @param crs coordinate system, {@code EPSG:n}; null for the one that the file declares
   * @param reference land that is known to be right, to notice shifted and swapped coordinates
   * @throws ProblemException naming what is wrong with the file as a whole
   */
  Content read(@Nullable String layer, @Nullable String crs, Geometry reference) {
    List<GridRow> rows = new ArrayList<>();
    ReadOptions options =
        ReadOptions.of(ReadOptions.Content.GRIDS)
            .withLimits(LIMITS)
            .withLayer(layer)
            .withCrs(crs)
            .withReference(reference)
            .withInvalidKept();
    try {
      ReadReport report = RowReader.readGrids(path, options, row -> rows.add(row.cleaned()));
      return new Content(rows, report);
    } catch (UnreadableFileException e) {
      throw FileProblems.of(e);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
