package org.gridmap.backend.identity;

/**
 * Whether this server is a demonstration: accounts marked so may come in without a password, and
 * nobody needs a second factor.
 *
 * @param on whether it is
 */
public record DemoMode(boolean on) {
  /** The Spring profile that makes a server a demonstration. */
  public static final String PROFILE = "demo";
}
