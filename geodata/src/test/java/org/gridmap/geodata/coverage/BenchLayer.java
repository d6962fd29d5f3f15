package org.gridmap.geodata.coverage;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.gridmap.geodata.source.ShapefileWriter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Geometry;

/** Writes a layer of polygons without holes as the files that an office would send. */
final class BenchLayer {
  private static final String DEGREES =
      "GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\","
          + "SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],"
          + "UNIT[\"Degree\",0.0174532925199433]]";

  private BenchLayer() {}

  /** The same layer so many times as wide and as high, with numbers as files have them. */
  static List<GridShape> enlarged(List<GridShape> grids, double times) {
    Coordinate origin = grids.getFirst().geometry().getCoordinate();
    return grids.stream()
        .map(grid -> {
          Geometry geometry = grid.geometry().copy();
          geometry.apply(
              (CoordinateFilter)
                  point -> {
                    point.x = round(origin.x + times * (point.x - origin.x));
                    point.y = round(origin.y + times * (point.y - origin.y));
                  });
          return new GridShape(grid.code(), geometry);
        })
        .toList();
  }

  private static double round(double degrees) {
    return Math.round(degrees * 1e7) / 1e7;
  }

  /** Writes GeoJSON. */
  static Path geoJson(List<GridShape> grids, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("{\"type\":\"FeatureCollection\",\"features\":[");
      String between = "\n";
      for (GridShape grid : grids) {
        out.write(between);
        between = ",\n";
        out.write("{\"type\":\"Feature\",\"properties\":{\"code\":\"" + grid.code() + "\"},");
        out.write("\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[");
        String comma = "[";
        for (Coordinate point : grid.geometry().getCoordinates()) {
          out.write(comma + "[" + point.x + "," + point.y + "]");
          comma = ",";
        }
        out.write("]]}}");
      }
      out.write("\n]}\n");
    }
    return file;
  }

  /** Writes a Shapefile. */
  static Path shapefile(List<GridShape> grids, Path file) {
    ShapefileWriter writer = new ShapefileWriter(StandardCharsets.UTF_8, Map.of("code", 20));
    for (GridShape grid : grids) {
      Coordinate[] clockwise = grid.geometry().norm().getCoordinates();
      writer.polygon(Collections.singletonList(clockwise), grid.code());
    }
    return writer.write(file, DEGREES);
  }
}
