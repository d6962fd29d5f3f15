package org.gridmap.geodata.source;

import java.util.List;

/**
 * A file that cannot be read as a whole: not a known format, broken, over a limit, or in a
 * coordinate reference system that is missing, unknown or contradicted by the coordinates. The
 * message is meant for the person who chose the file; it names no folder and no class.
 */
public final class UnreadableFileException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String slug;
  private final transient List<String> layers;

  /**
   * @param slug the problem type: import-rejected, archive-rejected, crs-unsupported, crs-suspect,
   *     geometry-too-complex, payload-too-large or dependency-unavailable
   * @param message one or two sentences: what is wrong, and what to do about it
   */
  public UnreadableFileException(String slug, String message) {
    this(slug, message, List.of());
  }

  /**
   * @param layers names of the layers of which one has to be chosen
   */
  UnreadableFileException(String slug, String message, List<String> layers) {
    super(message);
    this.slug = slug;
    this.layers = List.copyOf(layers);
  }

  /** Names of layers of which one has to be chosen; empty where that is not what is wrong. */
  public List<String> layers() {
    return layers;
  }

  /** The problem type, the last part of {@code /problems/<slug>}. */
  public String slug() {
    return slug;
  }

  /** The message, which is never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
