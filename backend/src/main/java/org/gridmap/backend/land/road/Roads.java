package org.gridmap.backend.land.road;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.backend.live.MapChanges;
import org.gridmap.backend.sql.SingleColumn;
import org.gridmap.backend.sql.StoredGeometry;
import org.locationtech.jts.geom.Envelope;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Stores roads. */
@Service
public class Roads {
  private final RoadRepository roads;
  private final JdbcTemplate jdbc;
  private final MapChanges changes;

  Roads(RoadRepository roads, JdbcTemplate jdbc, MapChanges changes) {
    this.roads = roads;
    this.jdbc = jdbc;
    this.changes = changes;
  }

  /**
   * Stores the roads of one source in place of those that an earlier import of it stored.
   *
   * @return number of roads that made room
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public long replace(
      String source, boolean synthetic, String attribution, List<NewRoad> newRoads) {
    Envelope area = extent(source);
    long replaced = roads.deleteBySource(source);
    List<Long> ids =
        jdbc.query(
            "SELECT nextval('road_id_seq') FROM generate_series(1, ?)",
            SingleColumn::number,
            newRoads.size());
    List<Road> stored = new ArrayList<>();
    for (int i = 0; i < newRoads.size(); i++) {
      stored.add(new Road(ids.get(i), source, synthetic, attribution, newRoads.get(i)));
      area.expandToInclude(newRoads.get(i).geometry().getEnvelopeInternal());
    }
    roads.saveAllAndFlush(stored);
    if (!area.isNull()) {
      changes.record("road", area);
    }
    return replaced;
  }

  private Envelope extent(String source) {
    Envelope area = new Envelope();
    jdbc.query(
            "SELECT box FROM (SELECT ST_Extent(geom)::geometry AS box FROM road WHERE source = ?) AS"
                + " extent WHERE box IS NOT NULL",
            StoredGeometry::get,
            source)
        .forEach(box -> area.expandToInclude(box.getEnvelopeInternal()));
    return area;
  }
}
