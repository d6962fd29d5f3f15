package org.gridmap.geodata.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes test files with GDAL, as a GIS program would; without GDAL the tests fail. */
final class Gdal {

  /** Two neighbouring grids with Chinese fields, longitude first. */
  static final String TOWN =
      "{\"type\":\"FeatureCollection\",\"features\":["
          + "{\"type\":\"Feature\",\"properties\":{\"网格编码\":\"350582101601001\",\"网格名称\":\"洋埭村第一网格\",\"户数\":52},"
          + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[118.55,24.78],[118.56,24.78],[118.56,24.79],[118.55,24.79],[118.55,24.78]]]}},"
          + "{\"type\":\"Feature\",\"properties\":{\"网格编码\":\"350582101601002\",\"网格名称\":\"洋埭村第二网格\",\"户数\":61},"
          + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[118.56,24.78],[118.57,24.78],[118.57,24.79],[118.56,24.79],[118.56,24.78]]]}}]}";

  private Gdal() {}

  /** Converts {@link #TOWN} with the arguments of {@code ogr2ogr} given. */
  static Path write(Path folder, String name, String... arguments) throws Exception {
    return writeOf(TOWN, folder, name, arguments);
  }

  /** Converts GeoJSON with the arguments of {@code ogr2ogr} given. */
  static Path writeOf(String geoJson, Path folder, String name, String... arguments)
      throws Exception {
    Path source = Files.writeString(folder.resolve("source-of-" + name + ".geojson"), geoJson);
    Path target = folder.resolve(name);
    List<String> command = new ArrayList<>(List.of("ogr2ogr"));
    command.addAll(List.of(arguments));
    command.addAll(List.of(target.toString(), source.toString()));
    run(command.toArray(String[]::new));
    return target;
  }

  /** Converts a file with further arguments of {@code ogr2ogr}. */
  static Path convert(Path source, Path target, String driver, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("ogr2ogr", "-f", driver));
    command.addAll(List.of(arguments));
    command.addAll(List.of(target.toString(), source.toString()));
    run(command.toArray(String[]::new));
    return target;
  }

  /** Runs a program of GDAL. */
  static void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).as("%s, of the package gdal-bin", command[0]).isZero();
  }

  /** What a program of GDAL prints. */
  static String output(String... command) throws Exception {
    Process process = new ProcessBuilder(command).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s, of the package gdal-bin", command[0]).isZero();
    return text;
  }
}
