package org.gridmap.geodata.crs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.geotools.referencing.CRS;
import org.junit.jupiter.api.Test;

class GeoToolsModuleTest {

  private static final List<String> ALLOWED =
      List.of(
          "org/geotools/api/",
          "org/geotools/geometry/",
          "org/geotools/measure/",
          "org/geotools/metadata/",
          "org/geotools/parameter/",
          "org/geotools/referencing/",
          "org/geotools/util/");

  @Test
  void the_unpacked_module_holds_no_class_of_another_library() throws Exception {
    List<String> files = files();

    assertThat(files).anyMatch(file -> file.equals("org/geotools/referencing/CRS.class"));
    assertThat(files)
        .filteredOn(file -> file.endsWith(".class"))
        .allMatch(file -> ALLOWED.stream().anyMatch(file::startsWith));
  }

  @Test
  void it_announces_no_service_of_another_library() throws Exception {
    assertThat(files())
        .filteredOn(file -> file.startsWith("META-INF/services/"))
        .isNotEmpty()
        .allMatch(file -> file.startsWith("META-INF/services/org.geotools."));
  }

  @Test
  void it_carries_its_licence_and_says_where_it_comes_from() throws Exception {
    assertThat(files()).contains("META-INF/LICENSE-LGPL-2.1.txt", "META-INF/NOTICE");
  }

  private static List<String> files() throws Exception {
    URI location = CRS.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path path = Path.of(location);
    if (Files.isDirectory(path)) {
      return files(path);
    }
    try (FileSystem jar = FileSystems.newFileSystem(path)) {
      return files(jar.getPath("/"));
    }
  }

  private static List<String> files(Path root) throws Exception {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .toList();
    }
  }
}
