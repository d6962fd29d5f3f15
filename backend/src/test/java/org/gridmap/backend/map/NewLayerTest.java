package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridmap.backend.map.Attribute.text;
import static org.gridmap.backend.map.Attribute.wholeNumber;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.map.MapCollection.Selection;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.Bbox;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTileReader.Feature;
import org.gridmap.geodata.tile.VectorTileReader.GeometryType;
import org.junit.jupiter.api.Test;

/** What a new thing on the map takes: a declaration and a statement. */
class NewLayerTest extends TilesOverHttp {
  private static final MapLayer YARDS =
      new MapLayer(
          "yards",
          "院落 Yards",
          "Where houses stand.",
          Right.MAP,
          List.of(),
          List.of(new VectorLayer("yard", "Yards", VectorLayer.Geometry.POLYGONS, 14)),
          List.of(text("number", "门牌号", "House number"), wholeNumber("floors", "层数", "Floors")),
          SqlFile.of(NewLayerTest.class, "yards.sql"));

  @Test
  void tile_items_and_both_descriptions_come_from_one_declaration() {
    house(104.001, 11.001, "Y1", true, 1);
    TileCoordinate tile = TileCoordinate.at(104.001, 11.001, 16);
    TileRenderer renderer =
        new TileRenderer(jdbc.getDataSource(), List.of(new PlainTileLayer(YARDS)));
    Feature yard = features(read(renderer.render(tile, null, false)), "yard").getFirst();
    assertThat(yard.type()).isEqualTo(GeometryType.POLYGON);
    assertThat(yard.attributes())
        .containsOnlyKeys("id", "number", "floors")
        .containsEntry("number", "Y1")
        .containsEntry("floors", 3L);

    MapCollection collection = new SqlCollection(YARDS, client);
    Selection there =
        new Selection(Bbox.parse("104,11,104.01,11.01"), Map.of(), Optional.empty(), false);
    try (Stream<MapCollection.Item> items = collection.list(there, 0, 0, 10)) {
      assertThat(items.map(MapCollection.Item::properties))
          .containsExactly("{\"number\" : \"Y1\", \"floors\" : 3}");
    }
    assertThat(collection.count(there)).isEqualTo(1);
    assertThat(YARDS.fieldsOf(YARDS.vectorLayers().getFirst()))
        .isEqualTo(Map.of("id", "Number", "number", "String", "floors", "Number"));
    assertThat(ItemSchema.of(collection, "").get("properties"))
        .asString()
        .contains("number={title=门牌号 House number, type=string}")
        .contains("floors={title=层数 Floors, type=integer}");
  }

  @Test
  void a_layer_that_tiles_cannot_keep_apart_or_cannot_hold_is_refused() {
    assertThatThrownBy(() ->
            new MapLayer(
                "x", "", "", Right.RESIDENTS, List.of(), List.of(), List.of(), YARDS.query()))
        .hasMessageContaining("RESIDENTS");
    assertThatThrownBy(() -> Attribute.texts("aliases", "", "").onlyInTiles())
        .hasMessageContaining("aliases");
    assertThatThrownBy(() -> TileQuery.of(YARDS, "tram", YARDS.query()))
        .hasMessageContaining("tram");
  }
}
