package org.gridmap.geodata.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class VectorTileTest {
  private static final TileCoordinate TILE = new TileCoordinate(3, 2, 1);
  private static final int LEFT = 2 * 4096;
  private static final int TOP = 4096;

  @Test
  void what_is_written_is_read_back() {
    VectorTileLayer layer = new VectorTileLayer("grid");
    layer
        .attribute("name", "网格一")
        .attribute("id", 5_000_000_000L)
        .attribute("below", -3)
        .attribute("area", 1.25)
        .attribute("leaf", true)
        .polygons(new LatticeShape(List.of(new int[] {0, 0, 10, 0, 10, 10, 0, 10})));
    layer.attribute("id", 7).point(4000, 17);
    layer.attribute("id", 8).lines(new LatticeShape(List.of()));
    VectorTile tile = new VectorTile();
    tile.add(layer);
    tile.add(new VectorTileLayer("empty"));
    var read = VectorTileReader.read(tile.toBytes());
    assertThat(read.keySet()).containsExactly("grid");
    List<VectorTileReader.Feature> features = read.values().iterator().next().features();
    assertThat(features).hasSize(2);
    assertThat(features.getFirst().attributes())
        .containsEntry("name", "网格一")
        .containsEntry("id", 5_000_000_000L)
        .containsEntry("below", -3L)
        .containsEntry("area", 1.25)
        .containsEntry("leaf", true);
    assertThat(features.getFirst().parts().getFirst()).containsExactly(0, 0, 10, 0, 10, 10, 0, 10);
    assertThat(features.getLast().attributes()).hasSize(1).containsEntry("id", 7L);
    assertThat(features.getLast().parts().getFirst()).containsExactly(4000, 17);
    assertThat(new VectorTile().toBytes()).isEmpty();
  }

  @Test
  void values_of_one_feature_only_stand_beside_those_that_many_share() {
    VectorTileLayer layer = new VectorTileLayer("grid");
    for (int i = 0; i < 3; i++) {
      layer
          .attribute("kind", "BASE")
          .ownAttribute("id", i)
          .ownAttribute("code", "C" + i)
          .attribute("houses", 1)
          .point(i, i);
    }
    VectorTile tile = new VectorTile();
    tile.add(layer);
    List<VectorTileReader.Feature> features =
        VectorTileReader.read(tile.toBytes()).get("grid").features();
    for (int i = 0; i < 3; i++) {
      assertThat(features.get(i).attributes())
          .isEqualTo(Map.of("kind", "BASE", "id", (long) i, "code", "C" + i, "houses", 1L));
    }
  }

  @Test
  void lines_written_one_after_the_other_are_read_as_the_parts_of_one_shape() {
    int[][] lines = {{70_000_000, 5, 70_000_009, -3}, {1, 2, 3, 4, 900, 800}, {-7, 0, 0, 7}};
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int[] line : lines) {
      bytes.writeBytes(new LatticeShape(List.of(line)).toBytes());
    }
    assertThat(LatticeShape.fromJoinedBytes(bytes.toByteArray()).parts()).containsExactly(lines);
    assertThat(LatticeShape.fromJoinedBytes(new byte[0]).isEmpty()).isTrue();
  }

  @Test
  void what_lies_inside_a_tile_is_moved_and_not_changed() {
    int[] ring = {0, 0, 4096, 0, 4096, 4096, 10, 4000};
    int[] hole = {100, 200, 100, 300, 200, 300};
    LatticeShape shape = new LatticeShape(List.of(moved(ring), moved(hole)));
    assertThat(TileClipper.of(TILE).polygons(shape).parts()).containsExactly(ring, hole);
    assertThat(TileClipper.of(TILE).lines(shape, 64).parts()).containsExactly(ring, hole);
  }

  @Test
  void a_u_shape_cut_at_its_legs_becomes_two_polygons_without_a_bridge() {
    int[] u = {-50, 10, 100, 10, 100, 20, -20, 20, -20, 30, 100, 30, 100, 40, -50, 40};
    LatticeShape clipped = TileClipper.of(TILE).polygons(new LatticeShape(List.of(moved(u))));
    assertThat(clipped.parts()).hasSize(2);
    assertThat(LatticeGeometries.polygons(clipped.parts()).getArea()).isEqualTo(2000);
  }

  @Test
  void a_hole_that_leaves_the_tile_and_ends_far_beyond_its_corner_keeps_the_land_around_it() {
    int[] outline = {6312, 8697, 2569, 4474, 3283, -1241, 22761, 1995};
    int[] hole = {2956, 2813, 4821, 4325, 3832, 5397, 15798, 2164};
    Geometry land =
        LatticeGeometries.polygons(List.of(outline, hole))
            .intersection(
                new GeometryFactory()
                    .toGeometry(new org.locationtech.jts.geom.Envelope(0, 4096, 0, 4096)));
    LatticeShape clipped =
        TileClipper.of(TILE).polygons(new LatticeShape(List.of(moved(outline), moved(hole))));
    assertThat(LatticeGeometries.polygons(clipped.parts()).getArea())
        .isCloseTo(land.getArea(), org.assertj.core.api.Assertions.within(10_000.0));
  }

  @Test
  void clipping_keeps_the_land_inside_valid_and_complete() {
    Random random = new Random(5);
    Geometry box =
        new GeometryFactory().toGeometry(new org.locationtech.jts.geom.Envelope(0, 4096, 0, 4096));
    for (int round = 0; round < 300; round++) {
      int points = 3 + random.nextInt(40);
      Coordinate[] star = new Coordinate[points + 1];
      double x = random.nextInt(6000) - 1000;
      double y = random.nextInt(6000) - 1000;
      for (int i = 0; i < points; i++) {
        double radius = 200 + random.nextInt(4000);
        star[i] =
            new Coordinate(
                Math.round(x + radius * Math.cos(2 * Math.PI * i / points)),
                Math.round(y + radius * Math.sin(2 * Math.PI * i / points)));
      }
      star[points] = star[0];
      Geometry polygon = new GeometryFactory().createPolygon(star);
      if (!polygon.isValid()) {
        continue;
      }
      List<int[]> rings = new ArrayList<>();
      int[] ring = new int[2 * points];
      for (int i = 0; i < points; i++) {
        ring[2 * i] = (int) star[i].x;
        ring[2 * i + 1] = (int) star[i].y;
      }
      rings.add(moved(ring));
      LatticeShape clipped = TileClipper.of(TILE).polygons(new LatticeShape(rings));
      double expected = polygon.intersection(box).getArea();
      // Cut points are rounded: half a step along each cut edge at most.
      assertThat(LatticeGeometries.polygons(clipped.parts()).getArea())
          .as("round %d", round)
          .isCloseTo(expected, org.assertj.core.data.Offset.offset(4000.0 + expected / 500));
      for (int[] part : clipped.parts()) {
        for (int value : part) {
          assertThat(value).isBetween(0, 4096);
        }
      }
    }
  }

  @Test
  void lines_are_cut_a_little_outside_the_tile_and_points_belong_to_one_tile() {
    TileClipper clipper = TileClipper.of(TILE);
    LatticeShape line =
        clipper.lines(
            new LatticeShape(List.of(moved(new int[] {-500, 50, 200, 50, 200, 9000}))), 64);
    assertThat(line.parts()).hasSize(1);
    assertThat(line.parts().getFirst()).containsExactly(-64, 50, 200, 50, 200, 4160);
    assertThat(clipper.point(LEFT, TOP)).containsExactly(0, 0);
    assertThat(clipper.point(LEFT + 4096, TOP)).isNull();
  }

  @Test
  void a_tile_deeper_than_the_lattice_shows_it_scaled_exactly() {
    TileCoordinate deep = new TileCoordinate(19, 4 * 100, 4 * 100);
    LatticeShape square =
        new LatticeShape(
            List.of(
                new int[] {
                  409_600, 409_600, 409_610, 409_600, 409_610, 409_610, 409_600, 409_610
                }));
    assertThat(TileClipper.of(deep).polygons(square).parts().getFirst())
        .containsExactly(0, 0, 40, 0, 40, 40, 0, 40);
  }

  @Test
  void tile_addresses_outside_the_world_are_refused() {
    assertThat(TileCoordinate.at(118.57, 24.81, 14)).isEqualTo(new TileCoordinate(14, 13588, 7025));
    for (int[] bad : new int[][] {{-1, 0, 0}, {23, 0, 0}, {2, 4, 0}, {2, 0, -1}}) {
      assertThatThrownBy(() -> new TileCoordinate(bad[0], bad[1], bad[2]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static int[] moved(int[] local) {
    int[] moved = new int[local.length];
    for (int i = 0; i < local.length; i += 2) {
      moved[i] = local[i] + LEFT;
      moved[i + 1] = local[i + 1] + TOP;
    }
    return moved;
  }
}
