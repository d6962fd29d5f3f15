package org.gridmap.backend.drafting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.coverage.LeafLocator;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.PartitionGrid;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.polygonize.Polygonizer;
import org.locationtech.jts.triangulate.VoronoiDiagramBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Draws the border that a planner means when he paints houses: along the roads where he painted a
 * whole block, mid-way between the painted houses and their neighbours elsewhere.
 */
@Component
class Brush {
  private static final SqlFile DOORS = SqlFile.of(Brush.class, "house-entrances.sql");
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  /** A door without neighbours on one side gets land for this far. */
  private static final double MARGIN_DEGREES = 0.001;

  private final JdbcClient jdbc;
  private final RoadLines roads;

  Brush(JdbcClient jdbc, RoadLines roads) {
    this.jdbc = jdbc;
    this.roads = roads;
  }

  /**
   * The transfer that gives painted houses to a grid.
   *
   * @param houses numbers of the painted houses
   * @param blocks places in blocks between roads that were painted whole
   * @param to code of the leaf grid that gains them
   * @throws ProblemException {@code validation-failed} where nothing is painted that another grid
   *     has
   */
  @Transactional(readOnly = true)
  public Operation paint(
      GridPartition partition, Set<Long> houses, List<Coordinate> blocks, String to) {
    if (partition.findGrid(to).filter(PartitionGrid::leaf).isEmpty()) {
      throw refusal("The plan has no such leaf grid.");
    }
    List<GridShape> leaves =
        partition.grids().stream()
            .filter(PartitionGrid::leaf)
            .map(grid -> new GridShape(grid.code(), partition.polygon(grid.code())))
            .toList();
    Envelope all = new Envelope();
    leaves.forEach(leaf -> all.expandToInclude(leaf.geometry().getEnvelopeInternal()));
    Map<Long, Coordinate> doors = doors(all);
    LeafLocator locator = new LeafLocator(leaves);
    Set<String> donors = new HashSet<>();
    Set<Long> painted = new HashSet<>();
    for (long house : houses) {
      Coordinate door = doors.get(house);
      if (door != null) {
        locator
            .locate(door.x, door.y)
            .filter(code -> !code.equals(to))
            .ifPresent(code -> {
              donors.add(code);
              painted.add(house);
            });
      }
    }
    for (Coordinate place : blocks) {
      locator.locate(place.x, place.y).filter(code -> !code.equals(to)).ifPresent(donors::add);
    }
    if (donors.isEmpty()) {
      throw refusal("Nothing is painted that belongs to another grid of the plan.");
    }
    Geometry land =
        union(
            leaves.stream()
                .filter(leaf -> donors.contains(leaf.code()))
                .map(GridShape::geometry)
                .toList());
    Map<Long, Coordinate> inside = new HashMap<>();
    doors.forEach((house, door) -> {
      if (locator.locate(door.x, door.y).filter(donors::contains).isPresent()) {
        inside.put(house, door);
      }
    });
    List<Geometry> parts = new ArrayList<>();
    Set<Long> rest = new HashSet<>(painted);
    for (Polygon block : blocksOf(land)) {
      List<Long> own =
          inside.entrySet().stream()
              .filter(one -> lies(one.getValue(), block))
              .map(Map.Entry::getKey)
              .toList();
      boolean whole = !own.isEmpty() && painted.containsAll(own);
      if (whole || blocks.stream().anyMatch(place -> lies(place, block))) {
        parts.add(block);
        rest.removeAll(own);
      }
    }
    if (!rest.isEmpty()) {
      parts.add(cells(rest, near(doors, land)));
    }
    Geometry area = OverlayNGRobust.overlay(union(parts), land, OverlayNG.INTERSECTION);
    MultiPolygon polygons = polygons(area);
    if (polygons.isEmpty()) {
      throw refusal("The painted land is too small to be drawn.");
    }
    return new Operation.Transfer(polygons, donors.stream().sorted().toList(), to);
  }

  private static ProblemException refusal(String sentence) {
    return new ProblemException(WebProblems.VALIDATION_FAILED, sentence);
  }

  private static boolean lies(Coordinate place, Polygon block) {
    return block.getEnvelopeInternal().contains(place)
        && SimplePointInAreaLocator.locate(place, block) != Location.EXTERIOR;
  }

  private Map<Long, Coordinate> doors(Envelope box) {
    Map<Long, Coordinate> doors = new HashMap<>();
    DOORS
        .on(jdbc)
        .param("west", box.getMinX())
        .param("south", box.getMinY())
        .param("east", box.getMaxX())
        .param("north", box.getMaxY())
        .query(row -> {
          doors.put(row.getLong("id"), new Coordinate(row.getDouble("lon"), row.getDouble("lat")));
        });
    return doors;
  }

  private static Map<Long, Coordinate> near(Map<Long, Coordinate> doors, Geometry land) {
    Envelope box = land.getEnvelopeInternal();
    box.expandBy(MARGIN_DEGREES);
    Map<Long, Coordinate> near = new HashMap<>(doors);
    near.values().removeIf(door -> !box.contains(door));
    return near;
  }

  /** The blocks into which roads cut some land. */
  private List<Polygon> blocksOf(Geometry land) {
    List<Geometry> lines = new ArrayList<>(roads.in(land.getEnvelopeInternal()));
    if (lines.isEmpty()) {
      return List.of();
    }
    lines.add(land.getBoundary());
    Polygonizer polygonizer = new Polygonizer();
    polygonizer.add(union(lines));
    List<Polygon> blocks = new ArrayList<>();
    for (Object one : polygonizer.getPolygons()) {
      Polygon block = (Polygon) one;
      if (SimplePointInAreaLocator.locate(block.getInteriorPoint().getCoordinate(), land)
          == Location.INTERIOR) {
        blocks.add(block);
      }
    }
    return blocks;
  }

  /** The land that is nearer to some houses than to any other. */
  private static Geometry cells(Set<Long> painted, Map<Long, Coordinate> doors) {
    double latitude = doors.values().stream().mapToDouble(door -> door.y).average().orElse(0);
    // A degree of longitude as long as one of latitude, so that mid-way is mid-way on the ground.
    double scale = Math.cos(Math.toRadians(latitude));
    Map<Coordinate, Boolean> sites = new HashMap<>();
    doors.forEach((house, door) ->
        sites.merge(
            new Coordinate(door.x * scale, door.y), painted.contains(house), Boolean::logicalOr));
    VoronoiDiagramBuilder builder = new VoronoiDiagramBuilder();
    builder.setSites(sites.keySet());
    Envelope box = new Envelope();
    sites.keySet().forEach(box::expandToInclude);
    box.expandBy(10 * MARGIN_DEGREES);
    builder.setClipEnvelope(box);
    Geometry diagram = builder.getDiagram(GEOMETRIES);
    List<Geometry> own = new ArrayList<>();
    for (int i = 0; i < diagram.getNumGeometries(); i++) {
      if (diagram.getGeometryN(i).getUserData() instanceof Coordinate site
          && sites.getOrDefault(site, false)) {
        own.add(diagram.getGeometryN(i));
      }
    }
    return AffineTransformation.scaleInstance(1 / scale, 1).transform(union(own));
  }

  private static Geometry union(List<? extends Geometry> parts) {
    return OverlayNGRobust.union(GEOMETRIES.buildGeometry(parts));
  }

  private static MultiPolygon polygons(Geometry area) {
    List<Polygon> polygons = new ArrayList<>();
    for (int i = 0; i < area.getNumGeometries(); i++) {
      if (area.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
        polygons.add(polygon);
      }
    }
    return GEOMETRIES.createMultiPolygon(polygons.toArray(Polygon[]::new));
  }
}
