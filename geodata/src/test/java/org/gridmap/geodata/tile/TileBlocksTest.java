package org.gridmap.geodata.tile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;

class TileBlocksTest {
  private static final int ZOOM = 16;
  private static final int TILES = 9;
  private static final int WEST = 54_000;
  private static final int NORTH = 28_000;

  @Test
  void a_tile_drawn_from_its_block_equals_the_tile_drawn_from_the_whole() {
    Random random = new Random(5);
    int divided = 0;
    for (int round = 0; round < 40; round++) {
      LatticeShape whole = town(random);
      List<TileBlocks.Block> blocks = TileBlocks.of(whole, label(random), label(random));
      divided += blocks.size() > 4 ? 1 : 0;
      for (int x = -1; x <= TILES; x++) {
        for (int y = -1; y <= TILES; y++) {
          TileClipper clipper = TileClipper.of(tile(x, y));
          assertThat(land(clipper, meeting(blocks, tile(x, y))))
              .as("round %d, tile %d %d", round, x, y)
              .isEqualTo(land(clipper, List.of(whole)));
        }
      }
    }
    assertThat(divided).isEqualTo(40);
  }

  @Test
  void every_tile_meets_at_most_one_block_and_the_label_is_found_wherever_it_stands() {
    Random random = new Random(6);
    for (int round = 0; round < 40; round++) {
      LatticeShape whole = town(random);
      for (int place : new int[] {-3 * 4096 + 7, 0, 4096, 4095, 4097, 3 * 4096 + 1, 9 * 4096}) {
        int x = WEST * 4096 + place;
        int y = NORTH * 4096 + random.nextInt(TILES * 4096);
        List<TileBlocks.Block> blocks = TileBlocks.of(whole, x, y);
        for (int column = -4; column <= TILES + 1; column++) {
          for (int row = -4; row <= TILES + 1; row++) {
            List<LatticeShape> found = meeting(blocks, tile(column, row));
            boolean labelled = TileClipper.of(tile(column, row)).point(x, y) != null;
            assertThat(found.size()).isBetween(labelled ? 1 : 0, 1);
          }
        }
      }
    }
  }

  @Test
  void a_block_inside_holds_few_corners_of_a_long_outline() {
    LatticeShape whole = town(new Random(7));
    int corners = whole.parts().getFirst().length / 2;
    assertThat(corners).isGreaterThan(1_000);
    assertThat(TileBlocks.of(whole, 0, 0))
        .allSatisfy(block ->
            assertThat(block.polygons().parts().stream().mapToInt(part -> part.length / 2).sum())
                .isLessThanOrEqualTo(TileBlocks.MOST_CORNERS));
  }

  @Test
  void a_shape_of_few_corners_stays_whole_and_its_box_holds_the_label() {
    LatticeShape square = new LatticeShape(List.of(new int[] {10, 10, 90, 10, 90, 90, 10, 90}));
    assertThat(TileBlocks.of(square, 200, 50))
        .containsExactly(new TileBlocks.Block(new LatticeShape.Extent(10, 10, 200, 90), square));
    assertThat(TileBlocks.of(new LatticeShape(List.of()), 7, 8))
        .extracting(TileBlocks.Block::extent)
        .containsExactly(new LatticeShape.Extent(7, 8, 7, 8));
  }

  private static TileCoordinate tile(int x, int y) {
    return new TileCoordinate(ZOOM, WEST + x, NORTH + y);
  }

  /** Shapes whose boxes meet a tile's, edges included, as the database finds them. */
  private static List<LatticeShape> meeting(List<TileBlocks.Block> blocks, TileCoordinate tile) {
    int west = tile.x() * 4096;
    int north = tile.y() * 4096;
    return blocks.stream()
        .filter(block ->
            block.extent().minX() <= west + 4096
                && block.extent().maxX() >= west
                && block.extent().minY() <= north + 4096
                && block.extent().maxY() >= north)
        .map(TileBlocks.Block::polygons)
        .toList();
  }

  private static Geometry land(TileClipper clipper, List<LatticeShape> shapes) {
    List<int[]> parts = new ArrayList<>();
    shapes.forEach(shape -> parts.addAll(clipper.polygons(shape).parts()));
    return LatticeGeometries.polygons(parts).norm();
  }

  private static int label(Random random) {
    return WEST * 4096 + random.nextInt(TILES * 4096);
  }

  /** A crooked outline over many tiles, some of its corners on their edges, with a crooked hole. */
  private static LatticeShape town(Random random) {
    int middle = TILES * 2048;
    LatticeShape town;
    do {
      town =
          new LatticeShape(
              List.of(
                  ring(random, 1_200 + random.nextInt(800), middle * 0.7, middle * 0.3, false),
                  ring(random, 300, middle * 0.25, middle * 0.15, true)));
    } while (!LatticeGeometries.polygons(town.parts()).isValid());
    return town;
  }

  private static int[] ring(
      Random random, int corners, double radius, double unevenness, boolean hole) {
    int[] ring = new int[2 * corners];
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * (hole ? corners - i : i) / corners;
      double from = radius + unevenness * Math.sin(17 * angle) + 40 * (random.nextDouble() - 0.5);
      ring[2 * i] = WEST * 4096 + onEdge(random, TILES * 2048 + from * Math.cos(angle));
      ring[2 * i + 1] = NORTH * 4096 + onEdge(random, TILES * 2048 + from * Math.sin(angle));
    }
    return ring;
  }

  /** The place, or the edge of a tile if one is near. */
  private static int onEdge(Random random, double place) {
    int edge = (int) (Math.round(place / 4096) * 4096);
    return Math.abs(place - edge) < 12 && random.nextBoolean() ? edge : (int) place;
  }
}
