package org.gridmap.geodata.source.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.source.ReadOptions;
import org.gridmap.geodata.source.ReadOptions.Content;
import org.gridmap.geodata.source.ReadReport;
import org.gridmap.geodata.source.UnreadableFileException;
import org.gridmap.geodata.source.row.HouseRow.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowReaderTest {

  private static final ReadOptions OPTIONS = ReadOptions.of(Content.GRIDS);
  private static final String SQUARE =
      "{\"type\":\"Polygon\",\"coordinates\":[[[118.5,24.5],[118.6,24.5],[118.6,24.6],[118.5,24.6],[118.5,24.5]]]}";
  private static final String LINE =
      "{\"type\":\"LineString\",\"coordinates\":[[118.5,24.5],[118.6,24.5]]}";
  private static final String POINT = "{\"type\":\"Point\",\"coordinates\":[118.5,24.5]}";

  @TempDir private Path folder;

  @Test
  void a_grid_takes_its_fields_from_chinese_names() throws Exception {
    GridRow grid =
        grid(
            "{\"网格编码\":\"350582101601001\",\"网格名称\":\"第一网格\",\"上级网格编码\":\"350582101601\",\"级别\":\"三级网格\",\"网格类型\":\"专属网格\"}");

    assertThat(grid.code()).isEqualTo("350582101601001");
    assertThat(grid.coded()).isTrue();
    assertThat(grid.name()).isEqualTo("第一网格");
    assertThat(grid.parentCode()).isEqualTo("350582101601");
    assertThat(grid.level()).isEqualTo(3);
    assertThat(grid.kind()).isEqualTo(GridKind.EXCLUSIVE);
    assertThat(grid.geometry().getNumGeometries()).isEqualTo(1);
  }

  @Test
  void a_grid_takes_its_fields_from_english_names_in_any_spelling() throws Exception {
    GridRow grid =
        grid(
            "{\"GRID_CODE\":350582101601001,\"Name\":\"First\",\"parentCode\":\"3505\",\"level\":2}");

    assertThat(grid.code()).isEqualTo("350582101601001");
    assertThat(grid.name()).isEqualTo("First");
    assertThat(grid.level()).isEqualTo(2);
    assertThat(grid.kind()).isEqualTo(GridKind.BASE);
  }

  @Test
  void field_names_that_a_shapefile_has_cut_are_still_known() throws Exception {
    GridRow grid = grid("{\"网格编\":\"001\",\"网格名\":\"第一网格\",\"网格\":\"?\"}");

    assertThat(grid.code()).isEqualTo("001");
    assertThat(grid.name()).isEqualTo("第一网格");
  }

  @Test
  void a_grid_without_a_code_is_called_by_its_id_and_without_one_by_its_row() throws Exception {
    assertThat(grid("{\"block\":17}").code()).isEqualTo("17");
    assertThat(grid("{\"block\":17}").coded()).isFalse();
    assertThat(grid("{}").code()).isEqualTo("1");
  }

  @Test
  void the_user_can_say_which_field_is_which() throws Exception {
    Path file = write(feature("{\"code\":\"no\",\"dm2\":\"yes\"}", SQUARE));
    List<GridRow> grids = new ArrayList<>();

    RowReader.readGrids(file, OPTIONS.withFields(Map.of("code", "dm2")), grids::add);

    assertThat(grids).extracting(GridRow::code).containsExactly("yes");
    assertThatThrownBy(
            () -> RowReader.readGrids(file, OPTIONS.withFields(Map.of("kode", "dm2")), grids::add))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("no component kode");
  }

  @Test
  void a_point_among_grids_is_refused_and_a_closed_line_is_a_polygon() throws Exception {
    List<GridRow> grids = new ArrayList<>();
    String ring =
        "{\"type\":\"LineString\",\"coordinates\":[[118.5,24.5],[118.6,24.5],[118.6,24.6],[118.5,24.5]]}";

    ReadReport report =
        RowReader.readGrids(
            write(feature("{}", POINT), feature("{}", ring), feature("{}", LINE)),
            OPTIONS,
            grids::add);

    assertThat(grids).extracting(GridRow::row).containsExactly(2L);
    assertThat(report.accepted()).isEqualTo(1);
    assertThat(report.refused()).isEqualTo(2);
    assertThat(report.refusals()).extracting(ReadReport.Refusal::row).containsExactly(1L, 3L);
  }

  @Test
  void a_house_takes_its_fields_from_chinese_names() throws Exception {
    HouseRow house =
        house(
            "{\"门牌号\":\"12号\",\"地址\":\"滨江大道\",\"层数\":\"6层\",\"高度\":\"18.5米\",\"结构\":\"砖混\",\"用途\":\"商住\",\"居住人数\":21,\"别名\":\"老祠堂、三落厝\",\"房屋编号\":\"H-1\"}");

    assertThat(house.number()).isEqualTo("12号");
    assertThat(house.address()).isEqualTo("滨江大道");
    assertThat(house.floors()).isEqualTo(6);
    assertThat(house.heightMetres()).isEqualTo(18.5);
    assertThat(house.structure()).isEqualTo("砖混");
    assertThat(house.use()).isEqualTo(Use.MIXED);
    assertThat(house.residents()).isEqualTo(21);
    assertThat(house.aliases()).containsExactly("老祠堂", "三落厝");
    assertThat(house.sourceId()).isEqualTo("H-1");
    assertThat(Objects.requireNonNull(house.footprint()).covers(house.entrance())).isTrue();
  }

  @Test
  void what_a_file_does_not_say_is_not_invented() throws Exception {
    HouseRow house = house("{\"height\":30,\"building\":\"yes\",\"floors\":\"several\"}");

    assertThat(house.heightMetres()).isEqualTo(30.0);
    assertThat(house.floors()).isNull();
    assertThat(house.use()).isNull();
    assertThat(house.residents()).isNull();
    assertThat(house.aliases()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "住宅, RESIDENTIAL",
    "apartments, RESIDENTIAL",
    "出租公寓, RESIDENTIAL",
    "厂房, INDUSTRIAL",
    "仓库, STORAGE",
    "小学学校, PUBLIC",
    "酒店, COMMERCIAL",
    "retail, COMMERCIAL",
    "mixed, MIXED",
    "church, PUBLIC",
    "garages, STORAGE",
    "COMMERCIAL, COMMERCIAL",
    "pagoda, OTHER",
    "yes, ",
  })
  void the_use_of_a_building_is_read_from_words(String text, Use use) {
    assertThat(BuildingUse.of(text)).isEqualTo(use);
  }

  @ParameterizedTest
  @CsvSource({
    "20, 20.0",
    "20 m, 20.0",
    "20.5米, 20.5",
    "65'7\", 19.989",
    "65 ft, 19.812",
    "tall, ",
    "-3, ",
    "0, "
  })
  void a_height_is_read_in_metres_and_in_feet(String text, Double metres) {
    Double height = FieldValues.height(text);

    if (metres == null) {
      assertThat(height).isNull();
    } else {
      assertThat(height).isCloseTo(metres, within(0.01));
    }
  }

  @Test
  void control_characters_and_endless_texts_do_not_get_through() {
    assertThat(FieldValues.text("a\u0000b\tc")).isEqualTo("a b c");
    assertThat(FieldValues.text("x".repeat(10_000))).hasSize(500);
    assertThat(FieldValues.text(12.0)).isEqualTo("12");
  }

  @Test
  void an_address_point_is_a_house_without_footprint() throws Exception {
    List<HouseRow> houses = new ArrayList<>();

    ReadReport report =
        RowReader.readAddresses(
            write(feature("{\"housenumber\":\"2727\",\"street\":\"滨江大道\"}", POINT)),
            OPTIONS,
            houses::add);

    assertThat(houses).hasSize(1);
    assertThat(houses.getFirst().number()).isEqualTo("2727");
    assertThat(houses.getFirst().address()).isEqualTo("滨江大道");
    assertThat(houses.getFirst().footprint()).isNull();
    assertThat(report.counts()).containsEntry("addressPoints", 1L);
  }

  @Test
  void a_road_has_a_name_and_a_kind_and_rails_stay_rails() throws Exception {
    List<RoadRow> roads = new ArrayList<>();

    RowReader.readRoads(
        write(
            feature(
                "{\"kind\":\"minor_road\",\"kind_detail\":\"residential\",\"name\":\"安平路\"}", LINE),
            feature("{\"kind\":\"rail\",\"kind_detail\":\"subway\"}", LINE),
            feature("{\"highway\":\"pedestrian\"}", SQUARE)),
        OPTIONS,
        roads::add);

    assertThat(roads)
        .extracting(RoadRow::kind)
        .containsExactly("residential", "rail", "pedestrian");
    assertThat(roads.getFirst().name()).isEqualTo("安平路");
    assertThat(roads.getLast().geometry().getNumPoints()).isEqualTo(5);
  }

  private GridRow grid(String properties) throws Exception {
    List<GridRow> grids = new ArrayList<>();
    RowReader.readGrids(write(feature(properties, SQUARE)), OPTIONS, grids::add);
    return grids.getFirst();
  }

  private HouseRow house(String properties) throws Exception {
    List<HouseRow> houses = new ArrayList<>();
    RowReader.readHouses(write(feature(properties, SQUARE)), OPTIONS, houses::add);
    return houses.getFirst();
  }

  private static String feature(String properties, String geometry) {
    return "{\"type\":\"Feature\",\"properties\":" + properties + ",\"geometry\":" + geometry + "}";
  }

  private Path write(String... features) throws Exception {
    return Files.writeString(
        Files.createTempFile(folder, "town", ".geojson"),
        "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}");
  }
}
