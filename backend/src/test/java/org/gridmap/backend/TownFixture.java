package org.gridmap.backend;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A little town far from any other test's: a village of two grids side by side between 100 and
 * 100.02 degrees east, 25 houses along one road, a draft with a gap and an overlap.
 *
 * @param division the published division, which is shown
 * @param draft the draft, which is not
 * @param village id of the root grid
 * @param west id of the western leaf
 * @param east id of the eastern leaf
 * @param firstHouse id of house 1; the others follow
 * @param road id of the road
 * @param gap id of the first finding of the draft
 */
public record TownFixture(
    long division,
    long draft,
    long village,
    long west,
    long east,
    long firstHouse,
    long road,
    long gap) {
  public static final int HOUSES = 25;
  private static final String DIVISION =
      """
      INSERT INTO division (root_code, name, status, shown, synthetic, source, attribution, valid)
      VALUES ('999900000001', ?, ?, ?, true, 'fixture', '试验', CASE WHEN ? THEN tstzrange(now(), NULL) END)
      RETURNING id
      """;
  private static final String GRID =
      """
      INSERT INTO grid (division_id, parent_id, code, name, level, level_name, kind, leaf, colour, geom,
        label_point, area_square_metres, house_count, resident_count)
      VALUES (:division, :parent, :code, :name, :level, :levelName, 'BASE', :leaf, 0,
        ST_Multi(ST_MakeEnvelope(:west, 30, :east, 30.01, 4490)),
        ST_SetSRID(ST_MakePoint((:west + :east) / 2, 30.005), 4490), 1000, :houses, 50)
      RETURNING id
      """;

  /** The town, stored the first time it is asked for in a database. */
  public static TownFixture in(JdbcClient jdbc) {
    synchronized (TownFixture.class) {
      return jdbc.sql("SELECT count(*) FROM division WHERE root_code = '999900000001'")
                  .query(Long.class)
                  .single()
              > 0
          ? find(jdbc)
          : store(jdbc);
    }
  }

  private static TownFixture find(JdbcClient jdbc) {
    return new TownFixture(
        id(jdbc, "SELECT id FROM division WHERE root_code = '999900000001' AND shown"),
        id(jdbc, "SELECT id FROM division WHERE root_code = '999900000001' AND NOT shown"),
        id(jdbc, "SELECT id FROM grid WHERE code = '999900000001'"),
        id(jdbc, "SELECT id FROM grid WHERE code = '999900000001001'"),
        id(jdbc, "SELECT id FROM grid WHERE code = '999900000001002'"),
        id(jdbc, "SELECT min(id) FROM house WHERE source_id LIKE 'fixture%'"),
        id(jdbc, "SELECT id FROM road WHERE source_id = 'fixture'"),
        id(jdbc, "SELECT min(id) FROM finding WHERE detail = 'fixture'"));
  }

  private static TownFixture store(JdbcClient jdbc) {
    long division =
        jdbc.sql(DIVISION).params("试验村", "PUBLISHED", true, true).query(Long.class).single();
    long draft = jdbc.sql(DIVISION).params("草案", "DRAFT", false, false).query(Long.class).single();
    long village = grid(jdbc, division, null, "999900000001", "试验村", 1, 100, 100.02);
    long west = grid(jdbc, division, village, "999900000001001", "第1网格", 2, 100, 100.01);
    long east = grid(jdbc, division, village, "999900000001002", "第2网格", 2, 100.01, 100.02);
    jdbc.sql(
            """
            INSERT INTO house (source_id, number, address, name, aliases, entrance, footprint, floors,
              height_metres, structure, use, resident_count, synthetic, attribution)
            SELECT 'fixture' || i, i || '号', '试验村柳荫路' || i || '号',
              CASE i WHEN 7 THEN '试验小学' WHEN 8 THEN '100%_纯' ELSE '' END,
              CASE i WHEN 9 THEN ARRAY['旧Ｂ9'] ELSE '{}'::text[] END,
              ST_SetSRID(ST_MakePoint(100.0004 + i * 0.0007, 30.005), 4490),
              CASE WHEN i <= 20 THEN ST_Multi(ST_MakeEnvelope(
                100.0004 + i * 0.0007, 30.005, 100.0006 + i * 0.0007, 30.0052, 4490)) END,
              3, 9.5, '砖混', 'RESIDENTIAL', 2, true, '试验'
            FROM generate_series(1, :houses) AS i
            """)
        .param("houses", HOUSES)
        .update();
    jdbc.sql(
            """
            INSERT INTO house_grid (division_id, house_id, grid_id)
            SELECT :division, id, CASE WHEN ST_X(entrance) <= 100.01 THEN :west ELSE :east END
            FROM house WHERE source_id LIKE 'fixture%'
            """)
        .param("division", division)
        .param("west", west)
        .param("east", east)
        .update();
    jdbc.sql(
            """
            INSERT INTO road (source_id, name, kind, geom, synthetic, attribution)
            VALUES ('fixture', '柳荫路', 'residential',
              ST_GeomFromText('MULTILINESTRING((100 30.0045, 100.02 30.0045))', 4490), true, '试验')
            """)
        .update();
    jdbc.sql(
            """
            INSERT INTO finding (division_id, ordinal, kind, gap_kind, area_square_metres, geom, place,
              grids, houses, people, detail)
            SELECT :draft, i, CASE i WHEN 1 THEN 'GAP' ELSE 'OVERLAP' END,
              CASE i WHEN 1 THEN 'ENCLOSED' END, 100.0 / i,
              -- drawn clockwise, so that the answer must turn it round
              ST_GeomFromText('POLYGON((100.01 30, 100.01 30.001, 100.011 30.001, 100.011 30, 100.01 30))', 4490),
              ST_SetSRID(ST_MakePoint(100.0105, 30.0005), 4490), ARRAY['999900000001001'], 1, 2, 'fixture'
            FROM generate_series(1, 3) AS i
            """)
        .param("draft", draft)
        .update();
    jdbc.sql("SELECT fill_grid_closure(?)").param(division).query().singleRow();
    jdbc.sql("INSERT INTO map_change (layer) VALUES ('grid')").update();
    return find(jdbc);
  }

  private static long grid(
      JdbcClient jdbc,
      long division,
      @Nullable Long parent,
      String code,
      String name,
      int level,
      double west,
      double east) {
    return jdbc.sql(GRID)
        .param("division", division)
        .param("parent", parent)
        .param("code", code)
        .param("name", name)
        .param("level", level)
        .param("levelName", level == 1 ? "村" : "网格")
        .param("leaf", level == 2)
        .param("west", west)
        .param("east", east)
        .param("houses", HOUSES)
        .query(Long.class)
        .single();
  }

  private static long id(JdbcClient jdbc, String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}
