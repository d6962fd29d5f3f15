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
 * Caches what was made of the last few trees of grids: a plan is checked and prepared when it is
 * approved, so that publishing it, under the lock, only stores. The key is a digest of everything
 * that this depends on, so a grid that moved by one bit is checked again.
 */
@Component
class PreparedDivisions {
  /** Most grids of all trees together: each keeps some kilobytes. */
  private static final int MOST = 20_000;

  private final Cache<String, PreparedDivision> known =
      Caffeine.newBuilder()
          .maximumWeight(MOST)
          .weigher((String key, PreparedDivision one) -> one.land().size())
          .build();

  /** A whole tree, checked without an outline around it. */
  PreparedDivision of(GridTree tree) {
    return known.get(digest(tree), key -> PreparedDivision.of(tree, null));
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
