package org.gridmap.backend.land;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridmap.backend.land.Census.Headcount;
import org.gridmap.backend.sql.StoredGeometry;
import org.gridmap.geodata.coverage.Finding;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.io.WKBWriter;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The findings of the coverage check in stored divisions, ranked by the people whom they concern.
 */
@Service
public class Findings {
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();
  private final JdbcTemplate jdbc;

  Findings(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  void store(long divisionId, List<Finding> findings, Map<String, MultiPolygon> grids) {
    WKBWriter wkb = new WKBWriter();
    int[] ordinal = {0};
    jdbc.batchUpdate(
        """
        INSERT INTO finding (division_id, ordinal, kind, gap_kind, area_square_metres, geom, place, grids, detail,
          approximate)
        VALUES (?, ?, ?, ?, ?, ST_GeomFromWKB(?, 4490), ST_GeomFromWKB(?, 4490), ?, ?, ?)
        """,
        findings,
        500,
        (statement, finding) -> {
          ordinal[0]++;
          statement.setLong(1, divisionId);
          statement.setInt(2, ordinal[0]);
          statement.setString(3, finding.kind().name());
          statement.setString(4, finding.gapKind() == null ? null : finding.gapKind().name());
          statement.setDouble(5, finding.areaSquareMetres());
          statement.setBytes(6, wkb.write(finding.geometry()));
          statement.setBytes(7, wkb.write(GEOMETRIES.createPoint(place(finding, grids))));
          statement.setArray(
              8, statement.getConnection().createArrayOf("text", finding.grids().toArray()));
          statement.setString(9, finding.detail() == null ? "" : finding.detail());
          statement.setBoolean(10, finding.approximate());
        });
  }

  /**
   * Where the map flies to: into the finding, or, where the check stopped measuring, to its grid.
   */
  private static Coordinate place(Finding finding, Map<String, MultiPolygon> grids) {
    Coordinate place = finding.place();
    if (!Double.isNaN(place.x)) {
      return place;
    }
    return finding.geometry().isEmpty()
        ? Objects.requireNonNull(grids.get(finding.grids().getFirst())).getCoordinate()
        : finding.geometry().getCoordinate();
  }

  /**
   * Counts houses and people in every finding of a division anew and orders the findings: most
   * people first, then the largest.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void rank(long divisionId, Census census) {
    record Counted(long id, double area, Headcount headcount) {}
    List<Counted> counted = new ArrayList<>();
    jdbc.query(
        "SELECT id, area_square_metres, ST_AsBinary(geom) FROM finding WHERE division_id = ?",
        row -> {
          Geometry area = StoredGeometry.ofWkb(row.getBytes(3));
          counted.add(new Counted(row.getLong(1), row.getDouble(2), census.count(area)));
        },
        divisionId);
    counted.sort(
        Comparator.<Counted>comparingInt(c -> -c.headcount().people())
            .thenComparing(c -> -c.area())
            .thenComparing(Counted::id));
    jdbc.batchUpdate(
        "UPDATE finding SET ordinal = ?, houses = ?, people = ? WHERE id = ?",
        new BatchPreparedStatementSetter() {
          @Override
          public void setValues(java.sql.PreparedStatement statement, int i)
              throws java.sql.SQLException {
            statement.setInt(1, i + 1);
            statement.setInt(2, counted.get(i).headcount().houses());
            statement.setInt(3, counted.get(i).headcount().people());
            statement.setLong(4, counted.get(i).id());
          }

          @Override
          public int getBatchSize() {
            return counted.size();
          }
        });
  }
}
