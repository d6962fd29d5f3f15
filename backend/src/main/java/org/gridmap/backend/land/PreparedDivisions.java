package org.gridmap.backend.land;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.gridmap.backend.sql.SingleColumn;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.io.WKBWriter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Divisions written before they are published, under a number that no division has yet, so that
 * publishing one, under the lock, only says that it is there. The key is a digest of everything
 * that the rows depend on: a grid that moved by one bit is not found again.
 */
@Component
class PreparedDivisions {
  private final JdbcClient jdbc;
  private final PublicationLock lock;
  private final DivisionRows rows;

  PreparedDivisions(JdbcClient jdbc, PublicationLock lock, DivisionRows rows) {
    this.jdbc = jdbc;
    this.lock = lock;
    this.rows = rows;
  }

  /**
   * Writes what a division will consist of but its houses, in place of what was prepared for the
   * same source.
   *
   * @param base the division that it is to replace; null if its area has none
   * @return its number
   */
  long prepare(
      DivisionDraft draft,
      GridTree tree,
      List<MultiPolygon> allowed,
      @Nullable Long base,
      PreparedDivision made) {
    discard(draft.source());
    long number =
        jdbc.sql(
                "INSERT INTO division_number (source, root_code, base_division_id, digest) VALUES"
                    + " (:source, :root, :base, :digest) RETURNING id")
            .param("source", draft.source())
            .param("root", draft.rootCode())
            .param("base", base, java.sql.Types.BIGINT)
            .param("digest", digest(tree, allowed))
            .query(SingleColumn::number)
            .single();
    rows.write(number, tree, made);
    return number;
  }

  /**
   * The number under which exactly this division was prepared; nobody discards it before the end.
   */
  Optional<Long> find(DivisionDraft draft, GridTree tree, List<MultiPolygon> allowed) {
    return jdbc.sql("SELECT id FROM division_number WHERE source = ? AND digest = ? FOR UPDATE")
        .params(draft.source(), digest(tree, allowed))
        .query(SingleColumn::number)
        .optional();
  }

  /** Makes a prepared division one that is about to be published, and no longer discarded. */
  void take(long number) {
    int taken =
        jdbc.sql(
                "UPDATE division_number SET source = NULL, root_code = NULL, base_division_id = NULL,"
                    + " digest = NULL WHERE id = ? AND digest IS NOT NULL")
            .param(number)
            .update();
    if (taken != 1) {
      throw new IllegalStateException("Nothing is prepared under the number " + number);
    }
  }

  /** Throws away what was prepared for a source. */
  void discard(String source) {
    lock.share();
    jdbc.sql("DELETE FROM division_number WHERE source = ? AND digest IS NOT NULL")
        .param(source)
        .update();
  }

  /**
   * Throws away what cannot be published any more because another division replaced its base; not
   * while somebody imports.
   */
  void discardOvertaken() {
    if (lock.tryShare()) {
      jdbc.sql(
              """
              DELETE FROM division_number n
              WHERE n.digest IS NOT NULL AND EXISTS (
                SELECT FROM division d
                WHERE d.root_code = n.root_code AND d.status = 'PUBLISHED' AND upper_inf(d.valid)
                  AND d.id IS DISTINCT FROM n.base_division_id)
              """)
          .update();
    }
  }

  private static byte[] digest(GridTree tree, List<MultiPolygon> allowed) {
    MessageDigest digest = sha256();
    WKBWriter wkb = new WKBWriter();
    for (GridTree.Node node : tree.nodes()) {
      DivisionDraft.GridDraft grid = node.draft();
      String names =
          String.join(
              "\n",
              grid.code(),
              String.valueOf(grid.parentCode()),
              grid.name(),
              String.valueOf(grid.levelName()),
              grid.kind().name(),
              "");
      digest.update(names.getBytes(StandardCharsets.UTF_8));
      digest.update(wkb.write(grid.geometry()));
    }
    allowed.forEach(land -> digest.update(wkb.write(land)));
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
