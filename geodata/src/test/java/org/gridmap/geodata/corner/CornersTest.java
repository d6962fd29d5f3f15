package org.gridmap.geodata.corner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequenceFactory;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.impl.CoordinateArraySequenceFactory;
import org.locationtech.jts.geom.impl.PackedCoordinateSequenceFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class CornersTest {
  private static final String LAND =
      "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 1 2, 2 2, 1 1)), ((20 0, 21 0, 21 1, 20 0)))";
  private static final String EAST =
      "MULTIPOLYGON (((5 0, 14 0, 14 9, 5 9, 5 0), (6 1, 6 2, 7 2, 6 1)), ((25 0, 26 0, 26 1, 25"
          + " 0)))";

  @Test
  void corners_are_moved_however_they_are_kept_and_the_given_ones_stay() throws ParseException {
    for (CoordinateSequenceFactory kept :
        new CoordinateSequenceFactory[] {
          CoordinateArraySequenceFactory.instance(), PackedCoordinateSequenceFactory.DOUBLE_FACTORY
        }) {
      Geometry land = new WKTReader(new GeometryFactory(kept)).read(LAND);
      Geometry moved = Corners.moved(land, at -> new Coordinate(at.x + 5, at.y));

      assertThat(moved.toText()).isEqualTo(EAST);
      assertThat(moved.getEnvelopeInternal().getMinX()).isEqualTo(5);
      assertThat(land.toText()).isEqualTo(LAND);
    }
  }
}
