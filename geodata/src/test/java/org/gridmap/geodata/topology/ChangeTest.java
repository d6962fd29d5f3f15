package org.gridmap.geodata.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.code.GridKind;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

/** Logs of plans are kept for good, and each entry holds a change as bytes. */
class ChangeTest {
  private static final Coordinate START = new Coordinate(118.5, 24.75);
  private static final Coordinate PLACE = new Coordinate(118.55, 24.77);
  private static final Change CHANGE =
      new Change(
          List.of(
              new Edge(
                  7,
                  1,
                  2,
                  "350582103220001",
                  "",
                  true,
                  List.of(START, new Coordinate(118.500000001, 24.76)))),
          List.of(
              new Edge(
                  7,
                  1,
                  2,
                  "350582103220001",
                  "~3",
                  false,
                  List.of(START, new Coordinate(118.6, 24.8), new Coordinate(118.7, 24.76)))),
          Map.of(1L, START),
          Set.of(9L),
          List.of(new PartitionGrid("1", "甲", null, null, GridKind.BASE, true)),
          List.of(new PartitionGrid("1", "乙", "0", "村", GridKind.EXCLUSIVE, false)),
          List.of(
              new OpenLand(3, OpenLand.OpenLandKind.OVERLAP, List.of("1", "2"), 12.5, PLACE, null)),
          List.of(new OpenLand(3, OpenLand.OpenLandKind.GAP, List.of("1"), 12.5, PLACE, "河")),
          Set.of("e7", "n1"));

  /** The change as a log of November 2026 holds it. */
  private static final String LOGGED =
      "eJxjZGBgYGSAAHYoDeMzMfAbmxqYWhgZGhgbGRkYGBhC5JgcYheAFThYHIDQID6j0EMHi0P9MRpfD5NmJlOdMUiGGdPU"
          + "ZWkg4GBxBgTOOsSugdCYtjCi60WS4wSzGQ0ZmJ9P2QRkszg5BrsywgWf7JwJZBgwMjA/mzuRgdM1wtknNNgzzBXZCGYG"
          + "dv8w1yAfxwCwD4DaGI0cNBmgrlxsDAIOFkfldgS+bkXVx+wO1gOyCpcGkM2bNoMNZko1Z2DKMwQAh1FFXA==";

  @Test
  void a_change_is_read_as_it_was_written() {
    assertThat(Change.read(CHANGE.write())).isEqualTo(CHANGE);
  }

  @Test
  void a_change_that_was_logged_long_ago_is_read() {
    assertThat(Change.read(Base64.getDecoder().decode(LOGGED))).isEqualTo(CHANGE);
  }

  @Test
  void bytes_that_end_early_are_refused() {
    byte[] bytes = CHANGE.write();
    byte[] cut = Arrays.copyOf(bytes, bytes.length / 2);
    assertThatThrownBy(() -> Change.read(cut)).isInstanceOf(IllegalArgumentException.class);
  }
}
