package org.gridmap.backend.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.web.Bbox;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The things of a {@link MapLayer} as a collection.
 *
 * @param layer what it holds
 * @param jdbc where its statement runs
 */
public record SqlCollection(MapLayer layer, JdbcClient jdbc) implements MapCollection {
  private static final int FETCH_ROWS = 500;

  private static final String BY_ID = "(CAST(:id AS bigint) IS NULL OR id = CAST(:id AS bigint))";
  private static final String BY_AREA =
      "(CAST(:area AS text) IS NULL"
          + " OR ST_Intersects(geom, ST_GeomFromText(CAST(:area AS text), 4490)))";

  private static final RowMapper<Item> ITEM =
      (row, n) ->
          new Item(row.getLong("id"), row.getString("geometry"), row.getString("properties"));

  @Override
  public String id() {
    return layer.id();
  }

  @Override
  public String title() {
    return layer.title();
  }

  @Override
  public String description() {
    return layer.description();
  }

  @Override
  public List<Filter> filters() {
    return layer.filters();
  }

  @Override
  public List<Attribute> attributes() {
    return layer.attributesOfItems();
  }

  @Override
  public Right right() {
    return layer.right();
  }

  @Override
  public Optional<Bbox> findExtent(Selection selection) {
    return jdbc.sql(
            "SELECT ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box) FROM (SELECT"
                + " ST_Extent(geom) AS box FROM "
                + selected()
                + ") AS extent WHERE box IS NOT NULL")
        .params(parameters(null, selection))
        .query((row, n) ->
            new Bbox(row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4)))
        .optional();
  }

  @Override
  public long count(Selection selection) {
    return jdbc.sql("SELECT count(id) FROM " + selected())
        .params(parameters(null, selection))
        .query(Long.class)
        .single();
  }

  @Override
  public Stream<Item> list(Selection selection, long after, long offset, int limit) {
    Map<String, @Nullable Object> parameters = parameters(null, selection);
    parameters.put("after", after);
    parameters.put("offset", offset);
    parameters.put("limit", limit);
    return jdbc
        .sql(items() + " WHERE id > :after ORDER BY id LIMIT :limit OFFSET :offset")
        .withFetchSize(FETCH_ROWS)
        .params(parameters)
        .query(ITEM)
        .stream();
  }

  @Override
  public Optional<Item> find(long itemId, Selection selection) {
    return jdbc.sql(items()).params(parameters(itemId, selection)).query(ITEM).optional();
  }

  /** What is selected, as something to select from. */
  private String selected() {
    Set<String> taken = layer.query().parameters();
    List<String> conditions = new ArrayList<>();
    if (!taken.contains("id")) {
      conditions.add(BY_ID);
    }
    if (!taken.contains("area")) {
      conditions.add(BY_AREA);
    }
    String all = "(\n" + layer.query().text() + "\n) AS things";
    return conditions.isEmpty()
        ? all
        : "(SELECT * FROM " + all + " WHERE " + String.join(" AND ", conditions) + ") AS items";
  }

  /** Eight decimals of a degree are one millimetre; rings run as GeoJSON wants them. */
  private String items() {
    return attributes().stream()
        .map(one -> "'" + one.itemName() + "', " + one.column())
        .collect(
            Collectors.joining(
                ", ",
                "SELECT id, ST_AsGeoJSON(ST_ForcePolygonCCW(geom), 9, 0) AS geometry,"
                    + " json_build_object(",
                ") AS properties FROM " + selected()));
  }

  private Map<String, @Nullable Object> parameters(@Nullable Long itemId, Selection selection) {
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    parameters.put("id", itemId);
    parameters.put("area", selection.bbox().map(Bbox::wkt).orElse(null));
    parameters.put("during", selection.during().orElse(null));
    parameters.put("drafts", selection.drafts());
    for (Filter filter : filters()) {
      parameters.put(filter.name(), selection.filters().get(filter.name()));
    }
    return parameters;
  }
}
