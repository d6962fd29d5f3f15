package org.gridmap.backend.lookup;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridmap.backend.audit.AuditActions;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.AuditOutcome;
import org.gridmap.backend.cipher.BlindIndex;
import org.gridmap.backend.resident.Masking;
import org.gridmap.backend.resident.NameReadings;
import org.gridmap.backend.resident.Residents;
import org.gridmap.backend.sql.Snapshots;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Finds residents in the scope of the caller; children are not found.
 *
 * <p>Four digits are the end of a phone number, more of them a whole one. Everything else is a
 * piece of a name, or of its pinyin or initials from the beginning. The database compares names
 * only after its policies have kept the rows of the scope, so no index over names can serve: what a
 * search costs grows with the scope and not with the town.
 */
@Service
class ResidentSearch {
  private static final int TAIL_DIGITS = 4;
  private static final SqlFile BY_NAME = SqlFile.of(ResidentSearch.class, "residents-by-name.sql");
  private static final SqlFile BY_PHONE =
      SqlFile.of(ResidentSearch.class, "residents-by-phone.sql");

  private final JdbcClient jdbc;
  private final Snapshots snapshots;
  private final BlindIndex index;
  private final AuditLog audit;

  ResidentSearch(JdbcClient jdbc, Snapshots snapshots, BlindIndex index, AuditLog audit) {
    this.jdbc = jdbc;
    this.snapshots = snapshots;
    this.index = index;
    this.audit = audit;
  }

  /**
   * @param id number of the grid
   * @param code its code
   * @param name its name
   */
  record HitGrid(long id, String code, String name) {}

  /**
   * @param id number of the resident
   * @param name masked
   * @param houseId the house; null for somebody without one
   * @param houseNumber its number, may be empty
   * @param address its address, may be empty
   * @param grid the leaf grid in force; null without a house
   * @param point longitude and latitude of the door; null without a house
   */
  @Schema(name = "ResidentHit")
  record Hit(
      long id,
      String name,
      @Nullable Long houseId,
      String houseNumber,
      String address,
      @Nullable HitGrid grid,
      @Nullable List<Double> point) {}

  List<Hit> find(String query, int limit) {
    String plain = NameReadings.plain(query);
    String digits = query.replaceAll("[\\s()-]", "");
    boolean phone = digits.matches("[+]?[0-9]{4,15}");
    if (plain.isEmpty()) {
      return List.of();
    }
    // Whoever searches looks at people: the audit knows of it, the words stay here.
    audit.record(
        new AuditEvent(
            AuditActions.SEARCH,
            null,
            null,
            null,
            AuditOutcome.DONE,
            Map.of("kind", phone ? "phone" : "name")));
    return snapshots.read(() -> phone ? byPhone(digits, limit) : byName(plain, limit));
  }

  private List<Hit> byPhone(String digits, int limit) {
    boolean tail = digits.length() == TAIL_DIGITS;
    List<byte[]> candidates =
        index.listCandidates(tail ? BlindIndex.PHONE_TAIL : BlindIndex.PHONE, digits);
    return hits(
        BY_PHONE
            .on(jdbc)
            .param("numbers", (tail ? List.<byte[]>of() : candidates).toArray(byte[][]::new))
            .param("tails", (tail ? candidates : List.<byte[]>of()).toArray(byte[][]::new)),
        limit);
  }

  private List<Hit> byName(String plain, int limit) {
    boolean letters = plain.matches("[a-z]+");
    // A name may be met in its middle, pinyin only from its beginning: "an" is in half of all
    // names.
    String pattern = letters ? "\n" + plain : plain;
    return hits(
        BY_NAME.on(jdbc).param("pattern", pattern).param("exact", "\n" + plain + "\n"), limit);
  }

  private static List<Hit> hits(JdbcClient.StatementSpec statement, int limit) {
    return statement
        .param("children", Residents.thisYear() - 14)
        .param("limit", limit)
        .query((row, n) -> {
          Long house = row.getObject("house_id", Long.class);
          Long grid = row.getObject("grid_id", Long.class);
          return new Hit(
              row.getLong("id"),
              Masking.name(row.getString("name")),
              house,
              Objects.requireNonNullElse(row.getString("number"), ""),
              Objects.requireNonNullElse(row.getString("address"), ""),
              grid == null
                  ? null
                  : new HitGrid(grid, row.getString("code"), row.getString("grid_name")),
              house == null ? null : List.of(row.getDouble("lon"), row.getDouble("lat")));
        })
        .list();
  }
}
