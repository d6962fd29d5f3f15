package org.gridmap.backend.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.Bbox;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A collection that is one SQL statement: it gives the columns {@code id}, {@code geom} and {@code
 * properties} (JSON), and takes the parameters {@code :id}, {@code :area} (well-known text,
 * EPSG:4490), {@code :during} (a range of time), {@code :drafts} and one for each filter; all but
 * {@code :drafts} may be NULL for "any".
 *
 * @param id last part of the address
 * @param title what people call it
 * @param description what it holds
 * @param right what a caller needs to see it
 * @param filters parameters it takes besides the box
 * @param statement the statement
 * @param jdbc where it runs
 */
public record SqlCollection(
    String id,
    String title,
    String description,
    Right right,
    List<Filter> filters,
    SqlFile statement,
    JdbcClient jdbc)
    implements MapCollection {
  private static final int FETCH_ROWS = 500;

  /** Nine decimals of a degree, as plans are drawn in; rings run as GeoJSON wants them. */
  private static final String COLUMNS =
      "SELECT id, ST_AsGeoJSON(ST_ForcePolygonCCW(geom), 9, 0) AS geometry, properties FROM (";

  private static final RowMapper<Item> ITEM =
      (row, n) ->
          new Item(row.getLong("id"), row.getString("geometry"), row.getString("properties"));

  @Override
  public Optional<Bbox> findExtent(Selection selection) {
    return jdbc.sql(
            "SELECT ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box) FROM (SELECT"
                + " ST_Extent(geom) AS box FROM ("
                + statement.text()
                + ") AS items) AS extent WHERE box IS NOT NULL")
        .params(parameters(null, selection))
        .query((row, n) ->
            new Bbox(row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4)))
        .optional();
  }

  @Override
  public long count(Selection selection) {
    return jdbc.sql("SELECT count(id) FROM (" + statement.text() + ") AS items")
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
        .sql(
            COLUMNS
                + statement.text()
                + ") AS items WHERE id > :after ORDER BY id LIMIT :limit OFFSET :offset")
        .withFetchSize(FETCH_ROWS)
        .params(parameters)
        .query(ITEM)
        .stream();
  }

  @Override
  public Optional<Item> find(long itemId, Selection selection) {
    return jdbc.sql(COLUMNS + statement.text() + ") AS items")
        .params(parameters(itemId, selection))
        .query(ITEM)
        .optional();
  }

  private Map<String, @Nullable Object> parameters(@Nullable Long itemId, Selection selection) {
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    parameters.put("id", itemId);
    parameters.put("area", selection.bbox().map(Bbox::wkt).orElse(null));
    parameters.put("during", selection.during().orElse(null));
    parameters.put("drafts", selection.drafts());
    for (Filter filter : filters) {
      parameters.put(filter.name(), selection.filters().get(filter.name()));
    }
    return parameters;
  }
}
