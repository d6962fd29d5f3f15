package org.gridmap.backend.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Versions of things as entity tags: {@code "7"}, or {@code "7-5a1f…"} where the answer also shows
 * what has no part in the version. A change names the version that it is based on in {@code
 * If-Match}; only the number is compared.
 */
public final class Versions {
  /** A client that got the compressed form may send its suffix back. */
  private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})(?:-[0-9a-z-]{1,60})?\"");

  private static final int DIGEST_BYTES = 8;

  private Versions() {}

  /** The entity tag of an answer that shows nothing but what the version counts. */
  public static String tag(long version) {
    return "\"" + version + "\"";
  }

  /**
   * The entity tag of an answer that shows more, such as numbers of photos, or that differs from
   * caller to caller.
   *
   * @param shown a record whose text names everything that is shown
   */
  public static String tag(long version, Object shown) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(shown.toString().getBytes(StandardCharsets.UTF_8));
      return "\"" + version + "-" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The version that a change is based on.
   *
   * @param ifMatch value of the header {@code If-Match}
   * @throws ProblemException precondition-required if there is none, edit-conflict if it is no tag
   *     of ours
   */
  public static long required(@Nullable String ifMatch) {
    if (ifMatch == null) {
      throw new ProblemException(
          EditProblems.PRECONDITION_REQUIRED,
          "Send the entity tag that you read in the header 'If-Match'.");
    }
    Matcher tag = TAG.matcher(ifMatch.strip());
    if (!tag.matches()) {
      throw conflict();
    }
    return Long.parseLong(tag.group(1));
  }

  /**
   * Refuses a change that is based on another version than the stored one.
   *
   * @throws ProblemException as {@link #required}; edit-conflict if the versions differ
   */
  public static void check(@Nullable String ifMatch, long stored) {
    if (required(ifMatch) != stored) {
      throw conflict();
    }
  }

  /** The refusal of a change that somebody else overtook. */
  public static ProblemException conflict() {
    return new ProblemException(
        EditProblems.EDIT_CONFLICT, "Read it again and repeat your change.");
  }
}
