package org.gridmap.backend.land;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Divisions of one area one after the other, each a row of unit squares under one root. */
final class Divided {
  private final JdbcClient jdbc;
  private final String root;

  Divided(JdbcClient jdbc, String root) {
    this.jdbc = jdbc;
    this.root = root;
  }

  /**
   * A division in force from one day to another, counted from today.
   *
   * @return ids of its grids by code
   */
  Map<String, Long> add(int fromDay, Integer untilDay, List<String> codes) {
    long division =
        jdbc.sql(
                """
                INSERT INTO division (root_code, name, status, shown, synthetic, source, valid)
                VALUES (?, '村', 'PUBLISHED', true, true, 'lineage',
                  tstzrange(now() + ? * interval '1 day', now() + ?::int * interval '1 day'))
                RETURNING id
                """)
            .params(root, fromDay, untilDay)
            .query(Long.class)
            .single();
    Map<String, Long> ids = new LinkedHashMap<>();
    ids.put("", division);
    ids.put(root, grid(division, null, root, 0, codes.size()));
    for (int i = 0; i < codes.size(); i++) {
      ids.put(codes.get(i), grid(division, ids.get(root), codes.get(i), i, i + 1));
    }
    jdbc.sql("SELECT fill_grid_closure(?)").param(division).query().singleRow();
    return ids;
  }

  private long grid(long division, Long parent, String code, int west, int east) {
    return jdbc.sql(
            """
            INSERT INTO grid (division_id, parent_id, code, name, level, level_name, kind, leaf, colour, geom,
              label_point, area_square_metres)
            VALUES (:division, :parent, :code, :code, CASE WHEN :parent::bigint IS NULL THEN 1 ELSE 2 END, '网格',
              'BASE', :parent::bigint IS NOT NULL, 0,
              ST_Multi(ST_MakeEnvelope(60 + :west * 0.01, 40, 60 + :east * 0.01, 40.01, 4490)),
              ST_SetSRID(ST_MakePoint(60 + :west * 0.01 + 0.005, 40.005), 4490), 1)
            RETURNING id
            """)
        .param("division", division)
        .param("parent", parent)
        .param("code", code)
        .param("west", west)
        .param("east", east)
        .query(Long.class)
        .single();
  }
}
