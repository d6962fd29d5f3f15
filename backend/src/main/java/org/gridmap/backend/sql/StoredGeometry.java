package org.gridmap.backend.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import net.postgis.jdbc.jts.JtsGeometry;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;

/**
 * Geometry as it is stored, and as it comes out of the database: the one place where it is decoded.
 * Entities have theirs from Hibernate Spatial.
 */
public final class StoredGeometry {
  /** Makes geometries as they are stored: of EPSG:4490, with every digit. */
  public static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel(), 4490);

  private StoredGeometry() {}

  /** The only column of a row, of type {@code geometry} and never NULL. */
  public static Geometry get(ResultSet row, int number) throws SQLException {
    return Objects.requireNonNull(find(row, 1));
  }

  /**
   * A column of type {@code geometry}, by the JTS type of PostGIS's driver.
   *
   * @param column from 1
   * @return the geometry; null for NULL
   */
  static @Nullable Geometry find(ResultSet row, int column) throws SQLException {
    String value = row.getString(column);
    return value == null ? null : JtsGeometry.geomFromString(value);
  }

  /**
   * A value of {@code ST_AsBinary}, for reads of very many rows: 100,000 polygons take 0.6 s this
   * way and 1.0 to 1.4 s by the driver's type, which travels as text.
   *
   * @return the geometry, its numbers as they were asked for; it says EPSG:4490 of itself, as
   *     everything is stored but the copies in metres that tiles are drawn from
   * @throws IllegalStateException if it is none
   */
  public static Geometry ofWkb(byte[] wkb) {
    try {
      return new WKBReader(FACTORY).read(wkb);
    } catch (ParseException e) {
      throw new IllegalStateException("the database sent a broken geometry", e);
    }
  }
}
