package org.gridmap.backend.finder.lookup;

import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.register.Residents.ResidentsChanged;
import org.gridmap.backend.sql.RecordRowMapper;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Limits how often an account may write guesses into the register. What is written is compared with
 * hidden values too: the list of double registrations names a pair whose name, year and phone are
 * the same, and a change lists the fields that differ.
 */
@Component
class GuessingDetector {
  private static final String WRITTEN =
      """
      SELECT r.name, r.birth_year, r.id_number_index,
        ARRAY(SELECT encode(p.number_index, 'hex') FROM person.phone p WHERE p.resident_id = r.id ORDER BY 1) AS phones
      FROM person.resident r WHERE r.id = :id AND r.removed_at IS NULL
      """;

  private final JdbcClient jdbc;
  private final LookupLog log;

  GuessingDetector(JdbcClient jdbc, LookupLog log) {
    this.jdbc = jdbc;
    this.log = log;
  }

  private record Written(
      String name,
      @Nullable Integer birthYear,
      byte @Nullable [] idNumberIndex,
      List<String> phones) {
    String person() {
      return name + "\n" + Objects.requireNonNullElse(birthYear, 0);
    }

    String guess() {
      return person() + "\n" + String.join(",", phones) + "\n" + hex(idNumberIndex);
    }
  }

  private static final RowMapper<Written> ROW = new RecordRowMapper<>(Written.class);

  /** Within the transaction of the change, which a refusal undoes. */
  @EventListener
  void changed(ResidentsChanged changed) {
    boolean byHand =
        changed.ids().size() == 1
            && CurrentUser.find()
                .map(Caller::via)
                .filter(via -> via != Caller.Via.SYSTEM)
                .isPresent();
    if (!byHand) {
      return;
    }
    long id = changed.ids().iterator().next();
    Optional<Written> written = jdbc.sql(WRITTEN).param("id", id).query(ROW).optional();
    if (written.isEmpty()) {
      return;
    }
    LookupLog.Admission admission =
        log.admit(
            "ENTRY",
            List.of(written.get().guess()),
            List.of(written.get().person(), "record " + id));
    if (admission.refusal() != null) {
      throw admission.refusal();
    }
  }

  private static String hex(byte @Nullable [] bytes) {
    return bytes == null ? "" : HexFormat.of().formatHex(bytes);
  }
}
