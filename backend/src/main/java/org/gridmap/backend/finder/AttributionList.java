package org.gridmap.backend.finder;

import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import org.gridmap.backend.map.Attributions;
import org.gridmap.backend.sql.SingleColumn;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Collects the attributions of the map: the sources of everything that is on it. */
@Component
class AttributionList implements Attributions {
  private static final SqlFile ATTRIBUTIONS =
      SqlFile.of(AttributionList.class, "overview-attributions.sql");

  private final JdbcClient jdbc;

  AttributionList(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<String> listAttributions(boolean drafts) {
    return list(drafts, null);
  }

  /** As they were on another day. */
  List<String> list(boolean drafts, @Nullable OffsetDateTime at) {
    return ATTRIBUTIONS
        .on(jdbc)
        .param("drafts", drafts)
        .param("at", at, Types.TIMESTAMP_WITH_TIMEZONE)
        .query(SingleColumn::text)
        .list();
  }
}
