package org.gridmap.geodata.source.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.gridmap.geodata.source.ReadOptions;
import org.gridmap.geodata.source.ReadOptions.Content;
import org.gridmap.geodata.source.ReadReport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The figures are those of the extract: ways and relations with building, highway, house number.
 */
class MonacoTest {

  private static final ReadOptions OPTIONS = ReadOptions.of(Content.HOUSES);

  @TempDir private static Path folder;
  private static Path extract = Path.of("monaco.osm.pbf");

  @BeforeAll
  static void unpack() throws Exception {
    extract = folder.resolve("monaco.osm.pbf");
    try (InputStream in =
        Objects.requireNonNull(MonacoTest.class.getResourceAsStream("/monaco-latest.osm.pbf"))) {
      Files.copy(in, extract);
    }
  }

  @Test
  void every_building_and_every_address_of_monaco_is_read_once() throws Exception {
    List<HouseRow> houses = new ArrayList<>();

    ReadReport report = RowReader.readHouses(extract, OPTIONS, houses::add);

    // One building of 1,207 is refused: two courtyards of relation 11384697 share a wall.
    assertThat(report.counts())
        .containsEntry("buildings", 1_206L)
        .containsEntry("addressObjects", 257L);
    assertThat(report.refusals())
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.slug()).isEqualTo("geometry-invalid"));
    long joined = report.counts().getOrDefault("addressPointsJoined", 0L);
    assertThat(houses.stream().filter(house -> house.footprint() != null)).hasSize(1_206);
    assertThat(houses).hasSize((int) (1_206 + 2 + 168 - joined));
    assertThat(joined).isPositive();
    assertThat(new HashSet<>(houses.stream().map(HouseRow::sourceId).toList()))
        .hasSize(houses.size());
  }

  @Test
  void a_building_without_an_address_has_that_of_the_point_inside_it() throws Exception {
    List<HouseRow> houses = new ArrayList<>();

    RowReader.readHouses(extract, OPTIONS, houses::add);

    assertThat(houses)
        .filteredOn(house -> house.footprint() != null && house.number() != null)
        .hasSizeGreaterThan(87)
        .allSatisfy(house ->
            assertThat(Objects.requireNonNull(house.footprint()).covers(house.entrance()))
                .isTrue());
    assertThat(houses).anyMatch(house -> house.floors() != null && house.floors() > 20);
    assertThat(houses).anyMatch(house -> house.use() == HouseRow.Use.RESIDENTIAL);
  }

  @Test
  void every_address_of_monaco_can_be_read_alone() throws Exception {
    List<HouseRow> addresses = new ArrayList<>();

    RowReader.readAddresses(extract, OPTIONS, addresses::add);

    assertThat(addresses).hasSize(257).allMatch(house -> house.footprint() == null);
  }

  @Test
  void every_road_of_monaco_is_read_and_squares_as_their_outline() throws Exception {
    List<RoadRow> roads = new ArrayList<>();

    ReadReport report = RowReader.readRoads(extract, OPTIONS, roads::add);

    assertThat(report.counts()).containsEntry("roads", 2_379L).containsEntry("roadRelations", 2L);
    assertThat(roads).hasSize(2_381).allMatch(road -> road.kind() != null);
  }
}
