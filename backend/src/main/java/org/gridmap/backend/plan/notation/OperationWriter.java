package org.gridmap.backend.plan.notation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.Operation.NewGrid;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/** Writes operations as {@link OperationReader} reads them: maps and lists, ready for JSON. */
public final class OperationWriter {
  private OperationWriter() {}

  /** The name of an operation's kind, such as {@code moveVertex}. */
  public static String type(Operation operation) {
    String name = operation.getClass().getSimpleName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /** The operation as JSON. */
  public static Map<String, Object> write(Operation operation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", type(operation));
    switch (operation) {
      case Operation.MoveNode one -> {
        json.put("node", one.node());
        json.put("to", position(one.to()));
      }
      case Operation.MoveVertex one -> {
        json.put("edge", one.edge());
        json.put("vertex", one.vertex());
        json.put("to", position(one.to()));
      }
      case Operation.AddVertex one -> {
        json.put("edge", one.edge());
        json.put("segment", one.segment());
        json.put("at", position(one.at()));
      }
      case Operation.RemoveVertex one -> {
        json.put("edge", one.edge());
        json.put("vertex", one.vertex());
      }
      case Operation.RedrawEdge one -> {
        json.put("edge", one.edge());
        json.put("line", line(one.line()));
      }
      case Operation.RedrawBorder one -> {
        json.put("a", one.a());
        json.put("b", one.b());
        json.put("line", line(one.line()));
      }
      case Operation.AdoptLine one -> {
        json.put("edge", one.edge());
        json.put("line", line(one.line()));
      }
      case Operation.Split one -> {
        json.put("grid", one.grid());
        json.put("line", line(one.line()));
        json.put("left", newGrid(one.left()));
        json.put("right", newGrid(one.right()));
      }
      case Operation.Merge one -> {
        json.put("grids", one.grids());
        json.put("into", newGrid(one.into()));
      }
      case Operation.Transfer one -> {
        json.put("area", area(one.area()));
        json.put("from", one.from());
        json.put("to", one.to());
      }
      case Operation.Reparent one -> {
        json.put("grid", one.grid());
        json.put("parent", one.parent());
      }
      case Operation.Rename one -> {
        json.put("grid", one.grid());
        json.put("name", one.name());
      }
      case Operation.Recode one -> {
        json.put("grid", one.grid());
        json.put("code", one.code());
      }
      case Operation.ChangeKind one -> {
        json.put("grid", one.grid());
        json.put("kind", one.kind().name());
      }
      case Operation.Lock one -> {
        json.put("edge", one.edge());
        json.put("locked", one.locked());
      }
      case Operation.Assign one -> {
        json.put("openLand", one.openLand());
        json.put("to", one.to());
      }
      case Operation.SplitMiddle one -> {
        json.put("openLand", one.openLand());
        json.put("a", one.a());
        json.put("b", one.b());
      }
      case Operation.MakeGrid one -> {
        json.put("openLand", one.openLand());
        json.put("grid", newGrid(one.grid()));
        json.put("parent", one.parent());
      }
      case Operation.Allow one -> {
        json.put("openLand", one.openLand());
        json.put("reason", one.reason());
      }
      case Operation.CutAway one -> json.put("openLand", one.openLand());
      case Operation.Batch one -> {
        json.put("operations", one.operations().stream().map(OperationWriter::write).toList());
        if (one.title() != null) {
          json.put("title", one.title());
        }
      }
    }
    return json;
  }

  /** Longitude and latitude. */
  public static List<Double> position(Coordinate place) {
    return List.of(place.x, place.y);
  }

  /** Positions in order. */
  public static List<List<Double>> line(List<Coordinate> points) {
    return points.stream().map(OperationWriter::position).toList();
  }

  /** Coordinates of a GeoJSON MultiPolygon. */
  public static List<List<List<List<Double>>>> area(MultiPolygon area) {
    return java.util.stream.IntStream.range(0, area.getNumGeometries())
        .mapToObj(i -> polygon((Polygon) area.getGeometryN(i)))
        .toList();
  }

  private static List<List<List<Double>>> polygon(Polygon polygon) {
    return java.util.stream.IntStream.range(-1, polygon.getNumInteriorRing())
        .mapToObj(i -> ring(i < 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(i)))
        .toList();
  }

  private static List<List<Double>> ring(LinearRing ring) {
    return line(List.of(ring.getCoordinates()));
  }

  private static Map<String, Object> newGrid(NewGrid grid) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("code", grid.code());
    json.put("name", grid.name());
    json.put("kind", grid.kind().name());
    return json;
  }
}
