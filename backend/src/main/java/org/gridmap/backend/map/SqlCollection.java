package org.gridmap.backend.map;

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
    return select(
            "ST_XMin(ST_Extent(geom)) AS west, ST_YMin(ST_Extent(geom)) AS south,"
                + " ST_XMax(ST_Extent(geom)) AS east, ST_YMax(ST_Extent(geom)) AS north",
            "HAVING ST_Extent(geom) IS NOT NULL",
            null,
            selection)
        .query(Bbox.class)
        .optional();
  }

  @Override
  public long count(Selection selection) {
    return select("count(id)", "", null, selection).query(Long.class).single();
  }

  @Override
  public Stream<Item> list(Selection selection, long after, long offset, int limit) {
    return select(
        itemColumns(), "WHERE id > :after ORDER BY id LIMIT :limit OFFSET :offset", null, selection)
        .withFetchSize(FETCH_ROWS)
        .param("after", after)
        .param("offset", offset)
        .param("limit", limit)
        .query(ITEM)
        .stream();
  }

  @Override
  public Optional<Item> find(long itemId, Selection selection) {
    return select(itemColumns(), "", itemId, selection).query(ITEM).optional();
  }

  /** Nine decimals of a degree, as plans are drawn in; rings run as GeoJSON wants them. */
  private String itemColumns() {
    return attributes().stream()
        .map(one -> "'" + one.itemName() + "', " + one.column())
        .collect(
            Collectors.joining(
                ", ",
                "id, ST_AsGeoJSON(ST_ForcePolygonCCW(geom), 9, 0) AS geometry, json_build_object(",
                ") AS properties"));
  }

  /** The statement of the layer, narrowed by what it does not look at itself. */
  private JdbcClient.StatementSpec select(
      String columns, String rest, @Nullable Long itemId, Selection selection) {
    Set<String> taken = layer.query().parameters();
    return jdbc.sql(
            """
            SELECT %s FROM (SELECT * FROM (
            %s
            ) AS things WHERE %s AND %s) AS items %s
            """
                .formatted(
                    columns,
                    layer.query().text(),
                    taken.contains("id") ? "true" : BY_ID,
                    taken.contains("area") ? "true" : BY_AREA,
                    rest))
        .params(parameters(itemId, selection));
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
