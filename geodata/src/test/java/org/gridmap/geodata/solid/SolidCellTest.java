package org.gridmap.geodata.solid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.sf.geographiclib.Geodesic;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;

/** Cells of the quadtree, and the frames in their middles. */
class SolidCellTest {
  @Test
  void a_cell_holds_its_place_and_its_ancestors_hold_it() {
    SolidCell cell = SolidCell.at(118.55, 24.72, 16);
    assertThat(cell.degrees().contains(118.55, 24.72)).isTrue();
    assertThat(cell.ancestor(12)).isEqualTo(SolidCell.at(118.55, 24.72, 12));
    assertThat(cell.ancestor(0)).isEqualTo(new SolidCell(0, 0, 0));
    assertThat(SolidCell.at(180, 90, 3)).isEqualTo(new SolidCell(3, 7, 7));
    assertThat(SolidCell.at(-180, -90, 3)).isEqualTo(new SolidCell(3, 0, 0));
    assertThatThrownBy(() -> new SolidCell(3, 8, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_cell_around_a_box_is_the_smallest_of_the_wanted_levels() {
    assertThat(SolidCell.around(new Envelope(118.54, 118.55, 24.72, 24.721), 12).level())
        .isEqualTo(12);
    assertThat(SolidCell.around(new Envelope(-1, 1, 24, 25), 12)).isEqualTo(new SolidCell(0, 0, 0));
  }

  @Test
  void a_frame_measures_as_the_ellipsoid_does() {
    LocalFrame frame = LocalFrame.at(118.55, 24.72);
    assertThat(frame.place(118.55, 24.72, 100))
        .satisfies(place -> {
          assertThat(place[0]).isCloseTo(0, within(1e-8));
          assertThat(place[1]).isCloseTo(0, within(1e-8));
          assertThat(place[2]).isCloseTo(100, within(1e-8));
        });
    double[] there = frame.place(118.553, 24.722, 0);
    double metres = Geodesic.WGS84.Inverse(24.72, 118.55, 24.722, 118.553).s12;
    assertThat(Math.hypot(there[0], there[1])).isCloseTo(metres, within(1e-4));
    assertThat(there[0]).isCloseTo(303.4, within(1.0));
    assertThat(there[1]).isCloseTo(221.6, within(1.0));
    assertThat(there[2]).as("the Earth is round").isBetween(-0.02, 0.0);
  }
}
