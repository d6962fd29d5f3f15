package org.gridmap.backend.map;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A finished piece of the map with its entity tags, and compressed from the first time that is
 * asked for.
 */
public final class TileAnswer {
  private static final int TAG_BYTES = 16;

  private final byte[] plain;
  private final String tag;
  private final String gzipTag;
  private volatile byte @Nullable [] gzip;

  TileAnswer(byte[] plain) {
    this.plain = plain;
    String hash = hash(plain);
    // Strong tags promise equal bytes, so the compressed form has one of its own.
    tag = '"' + hash + '"';
    gzipTag = '"' + hash + "-gzip\"";
  }

  /** Whether nothing lies in it. */
  public boolean isEmpty() {
    return plain.length == 0;
  }

  byte[] plain() {
    return plain;
  }

  byte[] gzip() {
    byte[] made = gzip;
    if (made == null) {
      made = compress(plain);
      gzip = made;
    }
    return made;
  }

  /** The compressed form if somebody has asked for it already. */
  byte @Nullable [] gzipIfMade() {
    return gzip;
  }

  String tag(boolean compressed) {
    return compressed ? gzipTag : tag;
  }

  /** Whether an {@code If-None-Match} header names this tile in either form. */
  boolean isNamedBy(@Nullable String header) {
    return header != null
        && (header.equals("*") || header.contains(tag) || header.contains(gzipTag));
  }

  /** Memory that it takes in the end, bytes. */
  int weight() {
    return 300 + plain.length + plain.length / 2;
  }

  private static byte[] compress(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
    try (GZIPOutputStream zip = new GZIPOutputStream(out, 8192)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
