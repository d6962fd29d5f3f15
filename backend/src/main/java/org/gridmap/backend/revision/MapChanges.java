package org.gridmap.backend.revision;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class MapChanges {
  private final JdbcClient jdbc;

  MapChanges(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public void record(String layer, @Nullable Envelope e) {
    if (e == null) {
      jdbc.sql("INSERT INTO map_change (layer) VALUES (?)").param(layer).update();
    } else {
      jdbc.sql(
              "INSERT INTO map_change (layer, envelope) VALUES (?, ST_MakeEnvelope(?, ?, ?, ?, 4490))")
          .params(layer, e.getMinX(), e.getMinY(), e.getMaxX(), e.getMaxY())
          .update();
    }
  }

  public long latest() {
    return jdbc.sql("SELECT coalesce(max(revision), 0) FROM map_change").query(Long.class).single();
  }
}
