package org.gridmap.backend.map;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.geodata.tile.VectorTileLayer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.AbstractSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/**
 * A statement whose rows are drawn in a tile: the attributes of a layer of the tile, then whatever
 * else it takes to draw them. Its parameters have names; {@code :box} stands for {@code :west,
 * :south, :east, :north}.
 */
public final class TileQuery {
  /** Lets the parser tell the parameters in their order: each has its name as its value. */
  private static final SqlParameterSource NAMES =
      new AbstractSqlParameterSource() {
        @Override
        public boolean hasValue(String name) {
          return true;
        }

        @Override
        public Object getValue(String name) {
          return name.equals("box") ? List.of("west", "south", "east", "north") : name;
        }
      };

  private final TileAttributes attributes;
  private final List<String> columns;
  private final String text;
  private final List<String> parameters;

  private TileQuery(TileAttributes attributes, String statement, String... more) {
    this.attributes = attributes;
    columns = Stream.concat(attributes.columns().stream(), Stream.of(more)).toList();
    ParsedSql parsed = NamedParameterUtils.parseSqlStatement(statement);
    text = NamedParameterUtils.substituteNamedParameters(parsed, NAMES);
    parameters =
        Stream.of(NamedParameterUtils.buildValueArray(parsed, NAMES, null))
            .flatMap(one -> one instanceof List<?> box ? box.stream() : Stream.of(one))
            .map(String.class::cast)
            .toList();
  }

  /**
   * The statement of a file.
   *
   * @param vectorLayer the layer of the tile whose attributes it gives, each in the column of its
   *     name
   * @param more columns that it gives besides
   */
  public static TileQuery of(MapLayer layer, String vectorLayer, SqlFile file, String... more) {
    return of(layer, vectorLayer, file.text(), more);
  }

  /** The statement of a file that gives no attributes. */
  public static TileQuery of(SqlFile file, String... columns) {
    return new TileQuery(TileAttributes.none(), file.text(), columns);
  }

  static TileQuery of(MapLayer layer, String vectorLayer, String statement, String... more) {
    return new TileQuery(TileAttributes.of(layer, vectorLayer), statement, more);
  }

  /** The statement as one of several: its number, and each row as {@code record_send} writes it. */
  String numbered(int number) {
    return columns.stream()
        .map("one."::concat)
        .collect(
            Collectors.joining(
                ", ", "SELECT " + number + ", record_send(ROW(", ")) FROM (\n" + text + "\n) one"));
  }

  /** Names of the parameters in the order of the question marks. */
  List<String> parameters() {
    return parameters;
  }

  /** Where a column stands in its rows. */
  public int column(String name) {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no column " + name + " among " + columns);
    }
    return index + 1;
  }

  /** The attributes of a row, null for one without a value. */
  public List<@Nullable Object> values(TileRow row) {
    return attributes.values(row);
  }

  /** Gives the next feature of a layer those attributes that the layer has. */
  public VectorTileLayer write(List<@Nullable Object> values, VectorTileLayer drawn) {
    return attributes.write(values, drawn);
  }

  /** As {@link #write(List, VectorTileLayer)}, from a row. */
  public VectorTileLayer write(TileRow row, VectorTileLayer drawn) {
    return write(values(row), drawn);
  }
}
