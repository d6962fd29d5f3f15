package org.gridmap.geodata.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.crs.CrsRegistry;
import org.gridmap.geodata.crs.UnsupportedCrsException;
import org.gridmap.geodata.metric.GroundArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.distance.IndexedFacetDistance;

class DrawingPlaneTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private static DrawingPlane plane(String code) throws UnsupportedCrsException {
    return DrawingPlane.of(CrsRegistry.find(code));
  }

  private static Polygon square(double x, double y, double side) {
    return FACTORY.createPolygon(
        new Coordinate[] {
          new Coordinate(x, y),
          new Coordinate(x + side, y),
          new Coordinate(x + side, y + side),
          new Coordinate(x, y + side),
          new Coordinate(x, y)
        });
  }

  /** The same ring with so many corners on each edge that bending between them does not matter. */
  private static Polygon dense(Polygon drawn, int pieces) {
    Coordinate[] ring = drawn.getCoordinates();
    List<Coordinate> points = new ArrayList<>();
    for (int i = 1; i < ring.length; i++) {
      for (int p = 0; p < pieces; p++) {
        double t = (double) p / pieces;
        points.add(
            new Coordinate(
                ring[i - 1].x + t * (ring[i].x - ring[i - 1].x),
                ring[i - 1].y + t * (ring[i].y - ring[i - 1].y)));
      }
    }
    points.add(ring[0]);
    return FACTORY.createPolygon(points.toArray(Coordinate[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "EPSG:4549, 450000, 2700000, 50000",
    "EPSG:4528, 40450000, 2700000, 1000",
    "EPSG:3857, 13200000, 2850000, 6000",
    "EPSG:2437, 500000, 4000000, 6000",
    "EPSG:28355, 400000, 5800000, 20000",
    "EPSG:2272, 2600000, 200000, 30000",
    "EPSG:32701, 100000, 8000000, 60000",
    "EPSG:3832, 3330000, 2000000, 20000"
  })
  void area_is_that_of_a_ring_with_very_many_corners(String code, double x, double y, double side)
      throws Exception {
    DrawingPlane plane = plane(code);
    Polygon drawn = square(x, y, side);
    Polygon dense = dense(drawn, 3_000);
    double[] lonLat = new double[2 * dense.getNumPoints()];
    for (int i = 0; i < dense.getNumPoints(); i++) {
      lonLat[2 * i] = dense.getCoordinates()[i].x;
      lonLat[2 * i + 1] = dense.getCoordinates()[i].y;
    }
    plane.toLonLat(lonLat);
    Coordinate[] corners = new Coordinate[dense.getNumPoints()];
    for (int i = 0; i < corners.length; i++) {
      // West of 180° here, whichever side of it the place lies.
      double lon = lonLat[2 * i];
      corners[i] = new Coordinate(lon < -170 ? lon + 360 : lon, lonLat[2 * i + 1]);
    }
    double expected = GroundArea.squareMetres(FACTORY.createPolygon(corners));
    assertThat(plane.squareMetres(drawn)).isCloseTo(expected, within(1e-9 * expected));
    Geometry followed = plane.toLonLat(drawn);
    IndexedFacetDistance distance = new IndexedFacetDistance(followed.getBoundary());
    for (int i = 0; i < corners.length; i += 97) {
      assertThat(distance.distance(FACTORY.createPoint(corners[i])) * 111_320).isLessThan(2e-4);
    }
    assertThat(GroundArea.squareMetres(followed)).isCloseTo(expected, within(1e-6 * expected));
    assertThat(plane.perimeterMetres(drawn))
        .isCloseTo(GroundArea.perimeterMetres(followed), within(1e-2 * 4 * side));
  }

  @Test
  void what_comes_from_another_plane_goes_back_to_where_it_was() throws Exception {
    DrawingPlane metres = plane("EPSG:4549");
    Polygon drawn = square(450_000, 2_700_000, 1_000);
    Geometry degrees = DrawingPlane.degrees().bring(drawn, metres);
    assertThat(degrees.getEnvelopeInternal().getMinX()).isBetween(119.0, 120.0);
    Geometry back = metres.bring(degrees, DrawingPlane.degrees());
    assertThat(back.equalsExact(drawn, 1e-6)).isTrue();
    assertThat(metres.bring(drawn, plane("EPSG:4549"))).isSameAs(drawn);
  }

  @Test
  void the_local_scale_gives_metres_whatever_the_unit_of_length() throws Exception {
    for (String code : List.of("EPSG:4549", "EPSG:3857", "EPSG:2272", "EPSG:4214")) {
      DrawingPlane plane = plane(code);
      double[] at = {code.equals("EPSG:2272") ? -75.2 : 119.3, code.equals("EPSG:2272") ? 40 : 25};
      double[] near = {at[0] + 0.001, at[1] + 0.002};
      double metres = GroundArea.metres(at[0], at[1], near[0], near[1]);
      plane.fromLonLat(at);
      plane.fromLonLat(near);
      DrawingPlane.Local local = plane.at(at[0], at[1]);
      double dx = near[0] - at[0];
      double dy = near[1] - at[1];
      assertThat(Math.hypot(local.east(dx, dy), local.north(dx, dy)))
          .as(code)
          .isCloseTo(metres, within(0.01 * metres));
      assertThat(plane.metres(at[0], at[1], near[0], near[1]))
          .isCloseTo(metres, within(0.01 * metres));
    }
  }
}
