package org.gridmap.backend.plan.drafting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKBWriter;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks at the leaf grids of an area with PostGIS, which has no part in how they are drawn: no land
 * is given twice, and together they are the area as it was imported. Each fault is a sentence.
 */
final class SecondJudge {
  private static final String OF_DIVISION =
      "WITH leaf AS (SELECT code, geom FROM grid WHERE division_id = :division AND leaf) ";
  private static final String OF_LAND =
      "WITH leaf AS (SELECT code, ST_SetSRID(CAST(hex AS geometry), 4490) AS geom"
          + " FROM unnest(:codes, :hexes) AS given (code, hex)) ";

  /** GEOS may fall over what is not valid; it is not asked for more then. */
  private static final String INVALID =
      "SELECT code || ' is not valid' FROM leaf WHERE NOT ST_IsValid(geom)";

  private static final String FAULTS =
      """
      SELECT 'overlap of ' || a.code || ' and ' || b.code
      FROM leaf a JOIN leaf b ON a.code < b.code AND a.geom && b.geom
      WHERE ST_Relate(a.geom, b.geom, '2********')
      UNION ALL
      SELECT CASE WHEN ST_Covers(area.geom, ST_PointOnSurface(piece.geom)) THEN 'gap' ELSE 'outside' END
        || ' of ' || ST_Area(piece.geom) || ' at ' || ST_AsText(ST_PointOnSurface(piece.geom))
      FROM (SELECT geom FROM grid WHERE division_id = :first AND parent_id IS NULL) area,
        LATERAL ST_Dump(ST_SymDifference((SELECT ST_Union(geom) FROM leaf), area.geom)) piece
      """;

  private static final String TREE =
      """
      SELECT p.code || ' is not what its grids are together' FROM grid p
      WHERE p.division_id = :division AND NOT p.leaf
        AND NOT ST_IsEmpty(ST_SymDifference(p.geom,
          (SELECT ST_Union(c.geom) FROM grid c WHERE c.parent_id = p.id)))
      """;

  private final JdbcClient jdbc;
  private final long first;

  /**
   * @param first the division whose root is the area as it was imported
   */
  SecondJudge(JdbcClient jdbc, long first) {
    this.jdbc = jdbc;
    this.first = first;
  }

  /** What is wrong with a stored division, its higher grids included. */
  List<String> division(long division) {
    Map<String, Object> one = Map.of("division", division);
    List<String> faults = new ArrayList<>(ask(OF_DIVISION, one));
    if (faults.isEmpty()) {
      faults.addAll(jdbc.sql(TREE).params(one).query(String.class).list());
    }
    return faults;
  }

  /** What is wrong with leaf grids that are stored nowhere, by code. */
  List<String> land(Map<String, ? extends Geometry> leaves) {
    List<String> hexes =
        leaves.values().stream()
            .map(geometry -> WKBWriter.toHex(new WKBWriter().write(geometry)))
            .toList();
    return ask(
        OF_LAND,
        Map.of(
            "codes", leaves.keySet().toArray(String[]::new),
            "hexes", hexes.toArray(String[]::new)));
  }

  private List<String> ask(String leaves, Map<String, Object> which) {
    List<String> invalid = jdbc.sql(leaves + INVALID).params(which).query(String.class).list();
    return invalid.isEmpty()
        ? jdbc.sql(leaves + FAULTS).params(which).param("first", first).query(String.class).list()
        : invalid;
  }
}
