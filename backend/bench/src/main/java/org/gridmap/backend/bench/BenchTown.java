package org.gridmap.backend.bench;

import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.gridmap.backend.house.HouseTilePreparation;
import org.gridmap.backend.land.GridTilePreparation;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Fills an empty database with a large synthetic county: one root, blocks of 5 × 4 leaf grids with
 * crooked shared borders (73 points to a leaf on average), houses everywhere. The same numbers give
 * the same rows.
 */
final class BenchTown {
  /** Code of the root of the town. */
  static final String ROOT_CODE = "429999999";

  private static final double WEST = 113;
  private static final double SOUTH = 30;
  private static final double CELL_WIDTH = 0.0060;
  private static final double CELL_HEIGHT = 0.0054;
  private static final int CHUNK = 10_000;

  private final JdbcTemplate jdbc;
  private final GridTilePreparation grids;
  private final HouseTilePreparation houses;
  private final int columns;
  private final int rows;
  private final Map<Long, double[]> borders = new HashMap<>();

  /**
   * @param columns leaf grids from west to east, a multiple of 5
   * @param rows leaf grids from south to north, a multiple of 4
   */
  BenchTown(
      JdbcTemplate jdbc,
      GridTilePreparation grids,
      HouseTilePreparation houses,
      int columns,
      int rows) {
    this.jdbc = jdbc;
    this.grids = grids;
    this.houses = houses;
    this.columns = columns;
    this.rows = rows;
  }

  /** Degrees, longitude first. */
  Envelope bounds() {
    return new Envelope(WEST, WEST + columns * CELL_WIDTH, SOUTH, SOUTH + rows * CELL_HEIGHT);
  }

  /** Stores and prepares everything; returns the id of the division. */
  long fill(int houseCount) {
    Long division =
        jdbc.queryForObject(
            "INSERT INTO division (root_code, name, status, shown, synthetic, source, valid) VALUES"
                + " (?, 'bench', 'PUBLISHED', true, true, 'bench',"
                + " tstzrange(now(), NULL)) RETURNING id",
            Long.class,
            ROOT_CODE);
    if (division == null) {
      throw new IllegalStateException("The division was not stored");
    }
    storeGrids(division);
    // COPY brought numbers of its own; what is published next needs others.
    jdbc.queryForList(
        "SELECT count(nextval('grid_id_seq')) FROM generate_series(1, (SELECT max(id) FROM grid))");
    jdbc.queryForList("SELECT fill_grid_closure(?)", division);
    storeHouses(houseCount);
    jdbc.execute("ANALYZE");
    grids.prepare(division);
    houses.prepare(bounds());
    // As the database does it by itself, some time after an import.
    jdbc.execute("VACUUM (ANALYZE)");
    return division;
  }

  private void storeGrids(long division) {
    StringBuilder text = new StringBuilder();
    append(text, division, 1, 0, ROOT_CODE, 1, 0, 0, columns, rows);
    long id = 2;
    for (int j = 0; j < rows; j += 4) {
      for (int i = 0; i < columns; i += 5) {
        long village = id++;
        String code = String.format(Locale.ROOT, "42%07d", village);
        append(text, division, village, 1, code, 2, i, j, 5, 4);
        for (int leaf = 0; leaf < 20; leaf++) {
          String leafCode = code + String.format(Locale.ROOT, "%03d", leaf + 1);
          append(text, division, id++, village, leafCode, 3, i + leaf % 5, j + leaf / 5, 1, 1);
        }
      }
      copy(
          "COPY grid (division_id, id, parent_id, code, name, level, level_name, kind, leaf, colour,"
              + " geom, label_point, area_square_metres, house_count, resident_count) FROM STDIN",
          text);
    }
  }

  private void append(
      StringBuilder text,
      long division,
      long id,
      long parent,
      String code,
      int level,
      int i,
      int j,
      int wide,
      int high) {
    text.append(division).append('\t').append(id).append('\t');
    text.append(parent == 0 ? "\\N" : Long.toString(parent)).append('\t').append(code);
    text.append('\t').append("网格").append(id).append('\t').append(level).append("\tlevel ");
    text.append(level).append("\tBASE\t").append(level == 3).append('\t').append(id % 8);
    text.append("\tSRID=4490;MULTIPOLYGON(((");
    boolean first = true;
    for (int k = 0; k < wide; k++) {
      first = line(text, border(i + k, j, 0), false, first);
    }
    for (int k = 0; k < high; k++) {
      first = line(text, border(i + wide, j + k, 1), false, first);
    }
    for (int k = wide - 1; k >= 0; k--) {
      first = line(text, border(i + k, j + high, 0), true, first);
    }
    for (int k = high - 1; k >= 0; k--) {
      first = line(text, border(i, j + k, 1), true, first);
    }
    double[] start = border(i, j, 0);
    text.append(',').append(start[0]).append(' ').append(start[1]);
    text.append(")))\tSRID=4490;POINT(").append(WEST + (i + wide / 2.0) * CELL_WIDTH).append(' ');
    text.append(SOUTH + (j + high / 2.0) * CELL_HEIGHT).append(")\t348000\t50\t150\n");
  }

  /** Writes a border without its last point. */
  private static boolean line(StringBuilder text, double[] line, boolean back, boolean first) {
    int points = line.length / 2;
    boolean start = first;
    for (int k = 0; k < points - 1; k++) {
      int at = back ? points - 1 - k : k;
      text.append(start ? "" : ",").append(line[2 * at]).append(' ').append(line[2 * at + 1]);
      start = false;
    }
    return false;
  }

  /** The border from corner i, j to the east (direction 0) or to the north (1). */
  private double[] border(int i, int j, int direction) {
    return borders.computeIfAbsent(
        (i * 100_000L + j) * 2 + direction,
        key -> {
          SplittableRandom random = new SplittableRandom(key);
          double[] a = corner(i, j);
          double[] b = direction == 0 ? corner(i + 1, j) : corner(i, j + 1);
          int inner = 5 + random.nextInt(25);
          double[] line = new double[2 * inner + 4];
          double waves = 1 + random.nextInt(3);
          for (int k = 0; k <= inner + 1; k++) {
            double t = (double) k / (inner + 1);
            double aside =
                Math.sin(Math.PI * t)
                    * (0.03 * Math.sin(2 * Math.PI * waves * t)
                        + 0.03 * (random.nextDouble() - 0.5));
            line[2 * k] = round(a[0] + (b[0] - a[0]) * t - (b[1] - a[1]) * aside);
            line[2 * k + 1] = round(a[1] + (b[1] - a[1]) * t + (b[0] - a[0]) * aside);
          }
          return line;
        });
  }

  private static double[] corner(int i, int j) {
    SplittableRandom random = new SplittableRandom(i * 1_000_003L + j);
    return new double[] {
      WEST + CELL_WIDTH * (i + 0.4 * (random.nextDouble() - 0.5)),
      SOUTH + CELL_HEIGHT * (j + 0.4 * (random.nextDouble() - 0.5))
    };
  }

  private static double round(double degrees) {
    return Math.round(degrees * 1e7) / 1e7;
  }

  private void storeHouses(int count) {
    String[] uses = {"RESIDENTIAL", "COMMERCIAL", "MIXED", "PUBLIC"};
    SplittableRandom random = new SplittableRandom(4711);
    StringBuilder text = new StringBuilder();
    // Laid down grid by grid, as an import sorts them: neighbours share pages.
    int cells = columns * rows;
    long id = 1;
    for (int cell = 0; cell < cells; cell++) {
      int inCell = (int) ((cell + 1L) * count / cells - (long) cell * count / cells);
      for (int k = 0; k < inCell; k++) {
        double x = WEST + (cell % columns + 0.2 + 0.6 * random.nextDouble()) * CELL_WIDTH;
        double y = SOUTH + (double) (cell / columns) * CELL_HEIGHT;
        y += (0.2 + 0.6 * random.nextDouble()) * CELL_HEIGHT;
        double w = 0.00005 + 0.00008 * random.nextDouble();
        double h = 0.00004 + 0.00007 * random.nextDouble();
        text.append(id).append("\tbench\t").append(id).append('\t').append(k + 1).append("号\t");
        text.append("SRID=4490;POINT(").append(x).append(' ').append(y).append(")\t");
        text.append("SRID=4490;MULTIPOLYGON(((");
        corner(text, x - w, y - h).append(',');
        corner(text, x + w, y - h).append(',');
        corner(text, x + w, y + h).append(',');
        corner(text, x - w, y + h).append(',');
        corner(text, x - w, y - h).append(")))\t").append(1 + random.nextInt(8)).append('\t');
        text.append(uses[random.nextInt(uses.length)]).append('\t').append(random.nextInt(9));
        text.append("\ttrue\n");
        id++;
        if (id % CHUNK == 0) {
          copyHouses(text);
        }
      }
    }
    copyHouses(text);
    jdbc.execute(
        "INSERT INTO house_grid (division_id, house_id, grid_id) SELECT g.division_id, h.id, g.id"
            + " FROM grid g JOIN house h ON g.geom && h.entrance AND ST_Contains(g.geom,"
            + " h.entrance) WHERE g.leaf ON CONFLICT DO NOTHING");
  }

  private static StringBuilder corner(StringBuilder text, double x, double y) {
    return text.append(round(x)).append(' ').append(round(y));
  }

  private void copyHouses(StringBuilder text) {
    copy(
        "COPY house (id, source, source_id, number, entrance, footprint, floors, use,"
            + " resident_count, synthetic) FROM STDIN",
        text);
  }

  private void copy(String statement, StringBuilder text) {
    jdbc.execute(
        (ConnectionCallback<@Nullable Void>)
            connection -> {
              try {
                connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(statement, new StringReader(text.toString()), 1 << 16);
              } catch (IOException e) {
                throw new SQLException(e);
              }
              return null;
            });
    text.setLength(0);
  }
}
