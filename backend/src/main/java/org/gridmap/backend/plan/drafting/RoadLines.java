package org.gridmap.backend.plan.drafting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.topology.Edge;
import org.locationtech.jts.algorithm.Distance;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.operation.linemerge.LineMerger;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Roads as lines that a border may follow. */
@Component
class RoadLines {
  private static final SqlFile NEAR = SqlFile.of(RoadLines.class, "roads-near.sql");
  private static final double REACH_METRES = 80;
  private static final double METRES_PER_DEGREE = 111_320;
  private static final int MOST_LINES = 20;
  private static final int MOST_POINTS = 5_000;

  /**
   * A line that an edge may adopt.
   *
   * @param name of the road; may be empty
   * @param kind of the road
   * @param metres how far the edge lies from it on average
   * @param line longitude and latitude of each point
   */
  record RoadLine(String name, String kind, double metres, List<Coordinate> line) {}

  private record RoadKind(String name, String kind) {}

  private record StoredRoad(String name, String kind, Geometry line) {}

  private static final RowMapper<StoredRoad> ROAD = new RecordRowMapper<>(StoredRoad.class);

  private final JdbcClient jdbc;

  RoadLines(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The roads along an edge, joined where they go on by the same name, the nearest first. */
  @Transactional(readOnly = true)
  public List<RoadLine> near(Edge edge) {
    Envelope box = new Envelope();
    edge.points().forEach(box::expandToInclude);
    box.expandBy(REACH_METRES / METRES_PER_DEGREE);
    Map<RoadKind, LineMerger> mergers = new LinkedHashMap<>();
    list(box)
        .forEach((kind, lines) -> {
          LineMerger merger = new LineMerger();
          lines.forEach(merger::add);
          mergers.put(kind, merger);
        });
    List<RoadLine> found = new ArrayList<>();
    mergers.forEach((kind, merger) -> {
      for (Object merged : merger.getMergedLineStrings()) {
        LineString line = (LineString) merged;
        double metres = distanceMetres(edge, line);
        if (metres <= REACH_METRES && line.getNumPoints() <= MOST_POINTS) {
          found.add(new RoadLine(kind.name(), kind.kind(), metres, List.of(line.getCoordinates())));
        }
      }
    });
    return found.stream()
        .sorted(Comparator.comparingDouble(RoadLine::metres))
        .limit(MOST_LINES)
        .toList();
  }

  /** Every road in a box. */
  @Transactional(readOnly = true)
  public List<LineString> in(Envelope box) {
    return list(box).values().stream().flatMap(List::stream).toList();
  }

  private Map<RoadKind, List<LineString>> list(Envelope box) {
    Map<RoadKind, List<LineString>> lines = new LinkedHashMap<>();
    NEAR.on(jdbc)
        .param("west", box.getMinX())
        .param("south", box.getMinY())
        .param("east", box.getMaxX())
        .param("north", box.getMaxY())
        .query(ROAD)
        .list()
        .forEach(road -> {
          if (road.line() instanceof LineString line) {
            lines
                .computeIfAbsent(new RoadKind(road.name(), road.kind()), kind -> new ArrayList<>())
                .add(line);
          }
        });
    return lines;
  }

  /** Mean distance of an edge's points from a line, metres. */
  private static double distanceMetres(Edge edge, LineString line) {
    Coordinate[] points = line.getCoordinates();
    double sum = 0;
    for (Coordinate point : edge.points()) {
      // In a plane in which a degree of longitude is as long as one of latitude here.
      double scale = Math.cos(Math.toRadians(point.y));
      double nearest = Double.MAX_VALUE;
      for (int i = 1; i < points.length; i++) {
        nearest =
            Math.min(
                nearest,
                Distance.pointToSegment(
                    new Coordinate(point.x * scale, point.y),
                    new Coordinate(points[i - 1].x * scale, points[i - 1].y),
                    new Coordinate(points[i].x * scale, points[i].y)));
      }
      sum += nearest;
    }
    return sum / edge.points().size() * GroundArea.metres(0, 0, 0, 1);
  }
}
