package org.gridmap.backend.land;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.locationtech.jts.io.WKBWriter;
import org.springframework.stereotype.Component;

/**
 * Caches the coverage checks of the last few trees of grids. A plan is checked when it is approved
 * and again, under the lock, when it is published; the same grids get the same answer. The key is a
 * digest of everything that the check depends on, so a grid that moved by one bit is checked again.
 */
@Component
class CoverageCheckCache {
  private static final int MOST = 8;

  private final Cache<String, DivisionCheck> known =
      Caffeine.newBuilder().maximumSize(MOST).build();

  /** The coverage check of a whole tree, without an outline around it. */
  DivisionCheck of(GridTree tree) {
    return known.get(digest(tree), key -> DivisionCheck.of(tree, null));
  }

  private static String digest(GridTree tree) {
    MessageDigest digest = sha256();
    WKBWriter wkb = new WKBWriter();
    for (GridTree.Node node : tree.nodes()) {
      DivisionDraft.GridDraft grid = node.draft();
      String names = grid.code() + '\n' + grid.parentCode() + '\n';
      digest.update(names.getBytes(StandardCharsets.UTF_8));
      digest.update(wkb.write(grid.geometry()));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
