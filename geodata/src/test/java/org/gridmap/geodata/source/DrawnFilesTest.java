package org.gridmap.geodata.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.gridmap.geodata.coverage.BrickCoverage;
import org.gridmap.geodata.coverage.CoverageCheck;
import org.gridmap.geodata.coverage.CoverageCheckOptions;
import org.gridmap.geodata.coverage.CoverageReport;
import org.gridmap.geodata.coverage.DrawingPlane;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.crs.CrsRegistry;
import org.gridmap.geodata.source.row.RowReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.geom.Coordinate;

/**
 * Files of every kind, in degrees and in the metres of 3° and 6° zones, exact as they are drawn.
 */
class DrawnFilesTest {
  private enum Kind {
    GEOJSON,
    CSV,
    SHAPEFILE,
    GEOPACKAGE
  }

  @TempDir private Path folder;

  /** CGCS2000 in degrees; 3° zones without and with prefix; 6° zones without and with prefix. */
  static Stream<Arguments> files() {
    List<Arguments> files = new ArrayList<>();
    for (int epsg : new int[] {4490, 4549, 4528, 4509, 4498}) {
      for (int metres : new int[] {100, 1_500, 6_000, 50_000}) {
        files.add(Arguments.of(Kind.GEOJSON, epsg, metres, metres < 6_000));
      }
      files.add(Arguments.of(Kind.CSV, epsg, 1_500, false));
      files.add(Arguments.of(Kind.CSV, epsg, 50_000, true));
      files.add(Arguments.of(Kind.SHAPEFILE, epsg, 6_000, false));
      files.add(Arguments.of(Kind.GEOPACKAGE, epsg, 1_500, true));
    }
    return files.stream();
  }

  @ParameterizedTest(name = "{0} EPSG:{1} {2} m rounded {3}")
  @MethodSource("files")
  void a_layer_that_is_exact_as_it_was_drawn_is_clean(
      Kind kind, int epsg, int edgeMetres, boolean rounded) throws Exception {
    DrawingPlane plane = DrawingPlane.of(CrsRegistry.find("EPSG:" + epsg));
    double[] origin = {118.7, 25};
    plane.fromLonLat(origin);
    boolean degrees = epsg == 4490;
    double unit = degrees ? 1 / 111_320.0 : 1;
    BrickCoverage wall =
        new BrickCoverage(
            new SplittableRandom(edgeMetres + epsg),
            new Coordinate(origin[0], origin[1]),
            2 * edgeMetres * unit,
            3,
            0.3,
            rounded ? (degrees ? 1e-9 : 1e-3) : 0);
    Path file = write(kind, epsg, wall.grids());
    List<GridShape> grids = new ArrayList<>();
    ReadReport read =
        RowReader.readGrids(
            file,
            ReadOptions.of(ReadOptions.Content.GRIDS)
                .withCrs(kind == Kind.CSV ? "EPSG:" + epsg : null)
                .withDrawn(),
            row -> grids.add(new GridShape(row.code(), row.geometry())));
    assertThat(grids).hasSameSizeAs(wall.grids());
    CoverageReport report =
        CoverageCheck.check(
            grids,
            null,
            DrawingPlane.of(read.system()),
            CoverageCheckOptions.standard().withParallelism(1));
    assertThat(report.findings()).isEmpty();
    assertThat(report.junctions().corners()).isEqualTo(wall.junctions());
  }

  private Path write(Kind kind, int epsg, List<GridShape> grids) throws Exception {
    return switch (kind) {
      case GEOJSON -> Files.writeString(folder.resolve("wall.geojson"), geoJson(epsg, grids));
      case CSV -> {
        StringBuilder csv = new StringBuilder("WKT,code\n");
        grids.forEach(grid ->
            csv.append('"').append(grid.geometry()).append("\",").append(grid.code()).append('\n'));
        yield Files.writeString(folder.resolve("wall.csv"), csv);
      }
      case SHAPEFILE ->
          Gdal.writeOf(geoJson(epsg, grids), folder, "wall.shp", "-f", "ESRI Shapefile");
      case GEOPACKAGE -> Gdal.writeOf(geoJson(epsg, grids), folder, "wall.gpkg", "-f", "GPKG");
    };
  }

  private static String geoJson(int epsg, List<GridShape> grids) {
    StringBuilder json =
        new StringBuilder(
            "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::"
                + epsg
                + "\"}},\"features\":[");
    for (GridShape grid : grids) {
      json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
          .append("{\"type\":\"Feature\",\"properties\":{\"code\":\"")
          .append(grid.code())
          .append("\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[");
      Coordinate[] ring = grid.geometry().getCoordinates();
      for (int i = 0; i < ring.length; i++) {
        json.append(i == 0 ? "[" : ",[")
            .append(ring[i].x)
            .append(',')
            .append(ring[i].y)
            .append(']');
      }
      json.append("]]}}");
    }
    return json.append("]}").toString();
  }
}
