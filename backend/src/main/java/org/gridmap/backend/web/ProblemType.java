package org.gridmap.backend.web;

import java.net.URI;
import java.util.List;

/**
 * One kind of error that a client can meet, as named by RFC 9457. Each is a constant in the {@code
 * <Module>Problems} class of the module that raises it.
 *
 * @param slug last part of the type address, lower case with hyphens
 * @param status HTTP status from 400 to 599
 * @param title one short sentence that is the same for every occurrence
 */
public record ProblemType(String slug, int status, String title) {
  public ProblemType {
    if (!slug.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("not a slug: " + slug);
    }
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("not an error status: " + status);
    }
  }

  /** The address that identifies the type and, followed from a browser, explains it. */
  public URI uri() {
    return URI.create("/problems/" + slug);
  }

  /** Implemented by a module with problems of its own, so that each of them has its page. */
  @FunctionalInterface
  public interface Catalogue {
    /** The problem types of the module. */
    List<ProblemType> listTypes();
  }
}
