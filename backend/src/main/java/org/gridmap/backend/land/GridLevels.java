package org.gridmap.backend.land;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridmap.backend.map.Attribute;
import org.gridmap.backend.map.MapCollection;
import org.gridmap.backend.map.SqlCollection;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.web.Bbox;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The grids of each level as a collection of their own: a program that draws {@code grids} lays the
 * village over the grids inside it.
 */
@Component
class GridLevels implements MapCollection.Family {
  private record Level(int level, String name) {}

  private final MapCollection grids;
  private final JdbcClient jdbc;

  GridLevels(@MapPool JdbcClient jdbc) {
    grids = new SqlCollection(GridTileLayer.GRIDS, jdbc);
    this.jdbc = jdbc;
  }

  @Override
  public List<MapCollection> listCollections() {
    return jdbc
        .sql(
            """
            SELECT g.level, string_agg(DISTINCT g.level_name, '、') AS name FROM grid g
            JOIN division d ON d.id = g.division_id
            WHERE is_shown(d, NULL) AND d.status = 'PUBLISHED' GROUP BY g.level ORDER BY g.level
            """)
        .query(new RecordRowMapper<>(Level.class))
        .list()
        .stream()
        .map(level -> (MapCollection) new GridsOfLevel(grids, level.level(), level.name()))
        .toList();
  }

  /**
   * @param grids the grids of every level
   * @param level from 1, the highest
   * @param levelName what the town calls it
   */
  private record GridsOfLevel(MapCollection grids, int level, String levelName)
      implements MapCollection {
    @Override
    public String id() {
      return grids.id() + "-level-" + level;
    }

    @Override
    public String title() {
      return "网格·" + levelName + " Grids of level " + level;
    }

    @Override
    public String description() {
      return "The grids of level " + level + ", which do not lie over each other.";
    }

    @Override
    public List<Filter> filters() {
      return grids.filters().stream().filter(one -> !one.name().equals("level")).toList();
    }

    @Override
    public List<Attribute> attributes() {
      return grids.attributes();
    }

    @Override
    public Optional<Bbox> findExtent(Selection selection) {
      return grids.findExtent(ofLevel(selection));
    }

    @Override
    public long count(Selection selection) {
      return grids.count(ofLevel(selection));
    }

    @Override
    public Stream<Item> list(Selection selection, long after, long offset, int limit) {
      return grids.list(ofLevel(selection), after, offset, limit);
    }

    @Override
    public Optional<Item> find(long id, Selection selection) {
      return grids.find(id, ofLevel(selection));
    }

    private Selection ofLevel(Selection selection) {
      Map<String, Long> filters = new HashMap<>(selection.filters());
      filters.put("level", (long) level);
      return new Selection(selection.bbox(), filters, selection.during(), selection.drafts());
    }
  }
}
