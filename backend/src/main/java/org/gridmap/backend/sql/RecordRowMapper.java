package org.gridmap.backend.sql;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.jdbc.core.DataClassRowMapper;

/**
 * Rows as records. A component takes the column of its name, {@code houseId} the column {@code
 * house_id}; enumerations, elements of lists too, are stored by name; a geometry is what {@link
 * StoredGeometry} reads, a coordinate the place of a point. A column that is missing, and a NULL
 * for a primitive component, are errors.
 *
 * <p>Beside {@code query(Class)} of the client it is for what is read in lists, moments, arrays and
 * geometries: PostgreSQL's driver knows neither {@code Instant} nor {@code List}, and throws when
 * it is asked for one, which would cost more than the rest of the row.
 *
 * @param <T> the record
 */
public final class RecordRowMapper<T extends Record> extends DataClassRowMapper<T> {
  /** Columns by the components that take them: asked for with each row. */
  private static final Map<String, String> COLUMNS = new ConcurrentHashMap<>();

  /** A mapper that any thread may use; making one costs more than a row. */
  public RecordRowMapper(Class<T> type) {
    super(type);
  }

  /** The name that is tried first, so that no column is asked for in vain. */
  @Override
  protected String lowerCaseName(@Nullable String name) {
    return name == null ? "" : COLUMNS.computeIfAbsent(name, this::underscoreName);
  }

  /**
   * A record has nothing to be set after it was made, so its columns are not gone through again.
   */
  @Override
  public T mapRow(ResultSet row, int number) throws SQLException {
    BeanWrapperImpl converter = new BeanWrapperImpl();
    initBeanWrapper(converter);
    return constructMappedInstance(row, converter);
  }

  @Override
  protected @Nullable Object getColumnValue(ResultSet row, int index, Class<?> type)
      throws SQLException {
    if (type == Instant.class) {
      return row.getTimestamp(index);
    }
    if (type == List.class) {
      Array array = row.getArray(index);
      return array == null ? null : array.getArray();
    }
    if (Geometry.class.isAssignableFrom(type)) {
      return StoredGeometry.find(row, index);
    }
    if (type == Coordinate.class) {
      Geometry point = StoredGeometry.find(row, index);
      return point == null ? null : point.getCoordinate();
    }
    return super.getColumnValue(row, index, type);
  }
}
