package org.gridmap.backend.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gridmap.backend.Client;
import org.gridmap.backend.GridMapTest;
import org.gridmap.backend.land.DivisionStatus;
import org.gridmap.backend.land.StoredDivision;
import org.gridmap.backend.publication.Hamlet;
import org.gridmap.geodata.coverage.CoverageCheck;
import org.gridmap.geodata.coverage.CoverageCheckOptions;
import org.gridmap.geodata.coverage.CoverageReport;
import org.gridmap.geodata.coverage.DrawingPlane;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.crs.CrsRegistry;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTileReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Grids that are exact in the metres of a zone, with corners on long edges of their neighbours,
 * through import, plan, publication and tiles: neighbours share their corners everywhere.
 */
@GridMapTest
@Import(Hamlet.SignIn.class)
class DrawnImportTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  /** Joints of three rows, in eighths of their length. */
  private static final int[][] JOINTS = {{0, 3, 8}, {0, 2, 5, 8}, {0, 4, 8}};

  @Autowired private ApplicationContext context;
  @Autowired private Intake intake;
  @Autowired private Environment environment;
  @Autowired private JdbcClient jdbc;
  @TempDir private Path folder;

  /** Four corners, south-west first, counter-clockwise, in a plane. */
  private record Land(Coordinate[] corners, double step) {
    Coordinate at(double u, double v) {
      double x =
          (1 - v) * ((1 - u) * corners[0].x + u * corners[1].x)
              + v * ((1 - u) * corners[3].x + u * corners[2].x);
      double y =
          (1 - v) * ((1 - u) * corners[0].y + u * corners[1].y)
              + v * ((1 - u) * corners[3].y + u * corners[2].y);
      return new Coordinate(round(x), round(y));
    }

    double round(double number) {
      return step == 0 ? number : Math.rint(number / step) / Math.rint(1 / step);
    }

    String ring(double u0, double v0, double u1, double v1) {
      StringBuilder ring = new StringBuilder("[[");
      for (double[] corner : new double[][] {{u0, v0}, {u1, v0}, {u1, v1}, {u0, v1}, {u0, v0}}) {
        Coordinate at = at(corner[0], corner[1]);
        ring.append(ring.length() > 2 ? "," : "")
            .append('[')
            .append(at.x)
            .append(',')
            .append(at.y)
            .append(']');
      }
      return ring.append("]]").toString();
    }

    /** The bricks; the root too, if they have one of their own. */
    List<String> features(String root, boolean withRoot) {
      List<String> features = new ArrayList<>();
      if (withRoot) {
        features.add(feature(root, null, ring(0, 0, 1, 1)));
      }
      for (int row = 0; row < JOINTS.length; row++) {
        for (int j = 1; j < JOINTS[row].length; j++) {
          features.add(
              feature(
                  root + "%03d".formatted(10 * row + j),
                  withRoot ? root : null,
                  ring(
                      JOINTS[row][j - 1] / 8.0, row / 3.0, JOINTS[row][j] / 8.0, (row + 1) / 3.0)));
        }
      }
      return features;
    }

    private static String feature(String code, @Nullable String parent, String rings) {
      return String.format(
          Locale.ROOT,
          "{\"type\":\"Feature\",\"properties\":{\"code\":\"%s\"%s},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":%s}}",
          code,
          parent == null ? "" : ",\"parent_code\":\"" + parent + "\"",
          rings);
    }
  }

  private static Land land(int epsg, double step, double west, double south, double degrees)
      throws Exception {
    DrawingPlane plane = DrawingPlane.of(CrsRegistry.find("EPSG:" + epsg));
    double[] corners = {
      west, south, west + degrees, south, west + degrees, south + degrees, west, south + degrees
    };
    plane.fromLonLat(corners);
    Coordinate[] drawn = new Coordinate[4];
    for (int i = 0; i < 4; i++) {
      drawn[i] = new Coordinate(corners[2 * i], corners[2 * i + 1]);
    }
    return new Land(drawn, step);
  }

  private IntakeReport load(String name, int epsg, List<String> features, @Nullable String parent)
      throws IOException {
    Path file = folder.resolve(name + ".geojson");
    write(file, epsg, features);
    return load(List.of(file), parent);
  }

  private IntakeReport load(List<Path> files, @Nullable String parent) {
    return intake.run(
        new IntakeOrder(
            files,
            IntakeOrder.Content.GRIDS,
            parent,
            String.valueOf(files.getFirst().getFileName()),
            null,
            null,
            null,
            Map.of(),
            null,
            false),
        (step, rows, share) -> {});
  }

  private static StoredDivision division(IntakeReport report) {
    @Nullable StoredDivision division = report.division();
    assertThat(division).isNotNull();
    return division;
  }

  /** Stored neighbours have every corner in common, and the root has all of theirs. */
  private void assertSharedCorners(long division, int leaves) {
    List<GridShape> shapes =
        jdbc.sql("SELECT code, ST_AsBinary(geom) FROM grid WHERE division_id = ? AND leaf")
            .param(division)
            .query((row, n) -> new GridShape(row.getString(1), read(row.getBytes(2))))
            .list();
    assertThat(shapes).hasSize(leaves);
    Geometry[] coverage = shapes.stream().map(GridShape::geometry).toArray(Geometry[]::new);
    assertThat(CoverageValidator.isValid(coverage)).isTrue();
    CoverageReport report = CoverageCheck.check(shapes, null, CoverageCheckOptions.standard());
    assertThat(report.findings()).isEmpty();
    assertThat(report.junctions().corners()).isZero();
  }

  @Test
  void grids_of_any_zone_come_into_force_and_neighbours_share_their_corners() throws Exception {
    int n = 0;
    for (int epsg : new int[] {4538, 4517, 4504, 4493, 3857, 4490}) {
      for (double step : new double[] {0, 0.001}) {
        if (epsg == 4490 && step > 0) {
          continue;
        }
        for (boolean withRoot : new boolean[] {true, false}) {
          n++;
          // Edges of 100 m to 20 km.
          double degrees = 0.003 * Math.pow(200, n / 25.0);
          Land land = land(epsg, step, 86.2, 34 + 0.6 * n, degrees);
          String root = "9931" + "%08d".formatted(n);
          IntakeReport report = load("wall " + n, epsg, land.features(root, withRoot), null);
          String told = String.join("\n", report.lines());
          assertThat(division(report).findings()).as(told).isEmpty();
          assertThat(division(report).status()).isEqualTo(DivisionStatus.PUBLISHED);
          // Six joints meet the next row; two more and four ends of rows meet the root's outline.
          assertThat(told).contains((withRoot ? 6 + 2 + 4 : 6) + " corners lie on a longer edge");
          assertSharedCorners(division(report).id(), 7);
        }
      }
    }
  }

  @Test
  void a_draft_in_metres_under_an_outline_in_force_is_planned_published_and_drawn()
      throws Exception {
    Hamlet hamlet = new Hamlet(context);
    Land land = land(4492, 0.001, hamlet.west, hamlet.south, 0.02);
    IntakeReport report =
        load(
            "village " + hamlet.village,
            4492,
            land.features(hamlet.village, false),
            hamlet.village);
    String told = String.join("\n", report.lines());
    assertThat(told)
        .contains("The outline in force of " + hamlet.village + " is in EPSG:4490")
        .contains("drawn in EPSG:4492")
        .contains("corners moved");
    StoredDivision stored = division(report);
    assertThat(stored.findings()).as(told).isEmpty();
    assertThat(stored.status()).isEqualTo(DivisionStatus.DRAFT);
    assertSharedCorners(stored.id(), 7);
    long plan = hamlet.plan(stored.id());
    Client.Answer published = hamlet.publish(plan, null);
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    long division = published.json().get("divisionId").asLong();
    assertSharedCorners(division, 7);
    int most = 0;
    for (int zoom = 12; zoom <= 16; zoom++) {
      TileCoordinate tile = TileCoordinate.at(hamlet.west + 0.0101, hamlet.south + 0.0101, zoom);
      most = Math.max(most, assertTileCoverage(tile, division));
    }
    // Where the village lies decides how many grids meet in the tiles of one zoom.
    assertThat(most).isGreaterThan(1);
  }

  private static Geometry read(byte[] wkb) {
    try {
      return new WKBReader().read(wkb);
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  /** Asserts that the leaves drawn in a tile share their corners; returns how many there are. */
  private int assertTileCoverage(TileCoordinate tile, long division) {
    Client.Answer answer =
        Client.ofPlanner(environment, jdbc)
            .get("/tiles/%d/%d/%d.mvt".formatted(tile.zoom(), tile.x(), tile.y()));
    assertThat(answer.status()).isEqualTo(200);
    List<Polygon> drawn = new ArrayList<>();
    for (VectorTileReader.Feature grid :
        VectorTileReader.read(answer.bytes()).get("grid").features()) {
      if (Boolean.TRUE.equals(grid.attributes().get("leaf"))
          && grid.attributes().get("division").equals(division)) {
        grid.parts().forEach(ring -> drawn.add(polygon(ring)));
      }
    }
    assertThat(drawn).isNotEmpty();
    assertThat(CoverageValidator.isValid(drawn.toArray(Geometry[]::new)))
        .as("tile %s", tile)
        .isTrue();
    return drawn.size();
  }

  private static Polygon polygon(int[] ring) {
    Coordinate[] corners = new Coordinate[ring.length / 2 + 1];
    for (int i = 0; i < corners.length; i++) {
      int at = 2 * i % ring.length;
      corners[i] = new Coordinate(ring[at], ring[at + 1]);
    }
    return FACTORY.createPolygon(corners);
  }

  @Test
  void two_files_of_two_zones_become_one_division_without_a_gap() throws Exception {
    Land west = land(4538, 0.001, 86.2, 43, 0.01);
    DrawingPlane plane = DrawingPlane.of(CrsRegistry.find("EPSG:4538"));
    DrawingPlane other = DrawingPlane.of(CrsRegistry.find("EPSG:4517"));
    double[] corners = new double[8];
    Coordinate[] border = {west.at(1, 0), west.at(1.6, 0), west.at(1.6, 1), west.at(1, 1)};
    for (int i = 0; i < 4; i++) {
      corners[2 * i] = border[i].x;
      corners[2 * i + 1] = border[i].y;
    }
    plane.toLonLat(corners);
    other.fromLonLat(corners);
    Coordinate[] drawn = new Coordinate[4];
    for (int i = 0; i < 4; i++) {
      // A centimetre is what the other office writes.
      drawn[i] =
          new Coordinate(
              Math.rint(100 * corners[2 * i]) / 100, Math.rint(100 * corners[2 * i + 1]) / 100);
    }
    Path one = folder.resolve("west.geojson");
    Path two = folder.resolve("east.geojson");
    write(one, 4538, west.features("993200000001", false));
    write(
        two,
        4517,
        List.of(Land.feature("993200000002", null, new Land(drawn, 0).ring(0, 0, 1, 1))));
    IntakeReport report = load(List.of(one, two), null);
    String told = String.join("\n", report.lines());
    assertThat(division(report).findings()).as(told).isEmpty();
    assertThat(told).contains("east.geojson is in EPSG:4517").contains("drawn in EPSG:4538");
    assertSharedCorners(division(report).id(), 8);
  }

  private static void write(Path file, int epsg, List<String> features) throws IOException {
    Files.writeString(
        file,
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::"
            + epsg
            + "\"}},\"features\":[\n"
            + String.join(",\n", features)
            + "\n]}");
  }
}
