package org.gridmap.geodata.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gridmap.geodata.code.AdministrativeCodes;
import org.gridmap.geodata.code.Gb15;
import org.gridmap.geodata.code.GridCodeScheme.Role;
import org.gridmap.geodata.demo.StreetPlan.Cell;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.operation.overlayng.UnaryUnionNG;

/**
 * Makes an exact division of the cells: all dividing lines are noded together once, the faces
 * between them are the leaf grids, and every higher grid is the union of its faces. So a vertex on
 * a border exists on both sides of it and at every level.
 */
final class GridLayout {
  private static final String VILLAGE_NAME = "洋埭村";

  /** Coarse enough that two streets never meet a finger's breadth apart. */
  private static final PrecisionModel DECIMETRES = new PrecisionModel(10);

  /** Leaf polygons in metres, by index of the cell. */
  final List<Polygon> leaves = new ArrayList<>();

  /** Codes of the leaves, by index of the cell. */
  final List<String> leafCodes;

  final List<DemoGrid> grids = new ArrayList<>();

  GridLayout(String rootCode, StreetPlan plan, LocalPlane plane) {
    List<Polygon> faces = faces(plan.divides);
    for (Cell cell : plan.cells) {
      leaves.add(faceOf(cell, faces));
    }
    if (faces.size() != leaves.size()) {
      throw new IllegalStateException(
          faces.size() + " faces between the streets for " + leaves.size() + " cells");
    }
    Gb15 scheme = new Gb15(AdministrativeCodes.shipped());
    leafCodes = scheme.number(rootCode, Role.LEAF, labels(leaves), Set.of());
    List<Polygon> inDegrees = leaves.stream().map(plane::polygonInDegrees).toList();
    List<Polygon> zones = new ArrayList<>();
    for (int z = 0; z < 8; z++) {
      List<Geometry> members = new ArrayList<>();
      for (int i = 0; i < inDegrees.size(); i++) {
        if (plan.cells.get(i).zone == z) {
          members.add(inDegrees.get(i));
        }
      }
      zones.add(union(members));
    }
    List<String> zoneCodes = scheme.number(rootCode, Role.HIGHER, labels(zones), Set.of());
    Polygon village = union(List.copyOf(inDegrees));
    grids.add(grid(rootCode, null, VILLAGE_NAME, 1, "村", "BASE", village));
    List<DemoGrid> middle = new ArrayList<>();
    for (int z = 0; z < zones.size(); z++) {
      String code = zoneCodes.get(z);
      String name = "第" + ordinal(code, 900) + "工作片";
      middle.add(grid(code, rootCode, name, 2, "工作片", "BASE", zones.get(z)));
    }
    List<DemoGrid> lowest = new ArrayList<>();
    for (int i = 0; i < inDegrees.size(); i++) {
      Cell cell = plan.cells.get(i);
      String code = leafCodes.get(i);
      ExclusiveSite site = cell.site;
      String name = site == null ? "第" + ordinal(code, 0) + "网格" : site.siteName;
      String kind = site == null ? "BASE" : "EXCLUSIVE";
      lowest.add(grid(code, zoneCodes.get(cell.zone), name, 3, "单元网格", kind, inDegrees.get(i)));
    }
    middle.sort((a, b) -> a.code().compareTo(b.code()));
    lowest.sort((a, b) -> a.code().compareTo(b.code()));
    grids.addAll(middle);
    grids.addAll(lowest);
  }

  private static DemoGrid grid(
      String code,
      @Nullable String parent,
      String name,
      int level,
      String levelName,
      String kind,
      Polygon polygon) {
    return new DemoGrid(code, parent, name, level, levelName, kind, level == 3, polygon);
  }

  private static int ordinal(String code, int offset) {
    return Integer.parseInt(code.substring(12)) - offset;
  }

  private static List<Coordinate> labels(List<Polygon> polygons) {
    return polygons.stream().map(p -> p.getCentroid().getCoordinate()).toList();
  }

  private static List<Polygon> faces(List<Coordinate[]> divides) {
    LineString[] lines = new LineString[divides.size()];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = LocalPlane.METRES.createLineString(divides.get(i));
    }
    Geometry noded = UnaryUnionNG.union(LocalPlane.METRES.createMultiLineString(lines), DECIMETRES);
    return BlockSplitter.polygonize(noded);
  }

  private static Polygon faceOf(Cell cell, List<Polygon> faces) {
    Geometry inside = cell.land.getInteriorPoint();
    for (Polygon face : faces) {
      if (face.contains(inside)) {
        return face;
      }
    }
    throw new IllegalStateException("a cell has no face");
  }

  static Polygon union(List<Geometry> coverage) {
    Geometry union = CoverageUnion.union(coverage.toArray(Geometry[]::new));
    if (union instanceof Polygon polygon) {
      Polygon normal = (Polygon) polygon.norm();
      normal.setSRID(4490);
      return normal;
    }
    throw new IllegalStateException("the grids of a parent do not hang together");
  }
}
