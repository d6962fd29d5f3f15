package org.gridmap.geodata.repair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.coverage.DrawingPlane;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.GridPartition.BuildOptions;
import org.gridmap.geodata.topology.GridPartition.Built;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.RefusedBuildException;
import org.gridmap.geodata.topology.build.StripFix;
import org.gridmap.geodata.topology.build.Width;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/**
 * Makes a layer of a file whole within a tolerance: corners that almost meet are made to meet,
 * narrow gaps and overlaps are given to a neighbour, rings that cross themselves are read by the
 * even-odd rule. What is beyond stays as it is. The fixes are those of a plan ({@link
 * GridPartition#build}); here they get the coordinates of the file.
 */
public final class LayerRepair {
  private static final String ROOT = "root";

  /** In degrees distances are computed on a sphere; no true one is longer than this many. */
  private static final double SPHERE = 1.0034;

  private final List<DrawnGrid> grids;
  private final DrawingPlane plane;
  private final RepairOptions options;
  private final List<String> ids = new ArrayList<>();

  /** By place in the list of grids: whether others stand below. */
  private final boolean[] higher;

  private LayerRepair(List<DrawnGrid> grids, DrawingPlane plane, RepairOptions options) {
    this.grids = grids;
    this.plane = plane;
    this.options = options;
    this.higher = new boolean[grids.size()];
  }

  /**
   * A repaired layer.
   *
   * @param geometries by place in the list of grids; the very object that was given where nothing
   *     changed
   * @param changes by grid, in the order of the list
   * @param squareMetresBefore area of each grid as it was drawn
   * @param squareMetresAfter area of each grid as it is now
   */
  public record Repaired(
      List<MultiPolygon> geometries,
      List<LayerChange> changes,
      double[] squareMetresBefore,
      double[] squareMetresAfter) {}

  /**
   * Repairs a layer. Grids whose code others name as their parent become the union of those.
   *
   * @param grids in the coordinates of the plane
   * @param required the outline that the grids have to cover, in the same coordinates; null if they
   *     say so themselves
   * @throws UnrepairableLayerException if a grid would vanish, or the parents are no tree
   */
  public static Repaired repair(
      List<DrawnGrid> grids, @Nullable Geometry required, DrawingPlane plane, RepairOptions options)
      throws UnrepairableLayerException {
    return new LayerRepair(List.copyOf(grids), plane, options).run(required);
  }

  private Repaired run(@Nullable Geometry required) throws UnrepairableLayerException {
    name();
    RepairPlane lattice = lattice(required);
    List<MultiPolygon> laid = new ArrayList<>();
    for (DrawnGrid grid : grids) {
      laid.add(lattice.lay(grid.geometry()));
    }
    MultiPolygon outline = required == null ? null : lattice.lay(multi(required));
    double snap = options.snapMetres() / (plane.inDegrees() ? SPHERE : 1);
    refuseNarrow(laid, snap);
    Built built = build(laid, outline, snap);
    List<MultiPolygon> outlines = built.partition().claimed(ids);
    List<MultiPolygon> drawn = lattice.drawn(outlines);
    List<MultiPolygon> geometries = new ArrayList<>();
    double[] before = new double[grids.size()];
    double[] after = new double[grids.size()];
    for (int i = 0; i < grids.size(); i++) {
      MultiPolygon given = grids.get(i).geometry();
      before[i] = plane.squareMetres(given);
      boolean same = drawn.get(i).norm().equalsExact(given.norm());
      geometries.add(same ? given : drawn.get(i));
      after[i] = same ? before[i] : plane.squareMetres(drawn.get(i));
    }
    List<LayerChange> changes =
        new ChangeList(grids, higher, ids, lattice, plane).of(built, laid, outlines, geometries);
    return new Repaired(geometries, changes, before, after);
  }

  /**
   * Names the grids for the partition, leaves in the order of their codes, so that the lower code
   * is the lower name.
   */
  private void name() throws UnrepairableLayerException {
    Map<String, Integer> byCode = new HashMap<>();
    Set<String> twice = new HashSet<>();
    for (int i = 0; i < grids.size(); i++) {
      if (byCode.putIfAbsent(grids.get(i).code(), i) != null) {
        twice.add(grids.get(i).code());
      }
    }
    for (DrawnGrid grid : grids) {
      Integer parent = grid.parentCode() == null ? null : byCode.get(grid.parentCode());
      if (parent != null) {
        if (twice.contains(grid.parentCode())) {
          throw new UnrepairableLayerException(
              "Several grids have the code "
                  + grid.parentCode()
                  + ", and others name it as the grid above them.");
        }
        higher[parent] = true;
      }
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < grids.size(); i++) {
      order.add(i);
      ids.add("");
    }
    order.sort(
        Comparator.comparing((Integer i) -> grids.get(i).code())
            .thenComparing(i -> grids.get(i).row()));
    for (int at = 0; at < order.size(); at++) {
      ids.set(order.get(at), String.format(java.util.Locale.ROOT, "%09d", at));
    }
  }

  private RepairPlane lattice(@Nullable Geometry required) {
    Envelope all = new Envelope();
    grids.forEach(grid -> all.expandToInclude(grid.geometry().getEnvelopeInternal()));
    if (required != null) {
      all.expandToInclude(required.getEnvelopeInternal());
    }
    GeometryFactory factory =
        grids.isEmpty() ? new GeometryFactory() : grids.getFirst().geometry().getFactory();
    return new RepairPlane(all, factory, plane.inDegrees(), plane.metresPerUnit(all));
  }

  private static MultiPolygon multi(Geometry land) {
    if (land instanceof MultiPolygon polygons) {
      return polygons;
    }
    List<Polygon> parts = new ArrayList<>();
    for (int g = 0; g < land.getNumGeometries(); g++) {
      if (land.getGeometryN(g) instanceof Polygon polygon) {
        parts.add(polygon);
      }
    }
    return land.getFactory().createMultiPolygon(parts.toArray(Polygon[]::new));
  }

  private void refuseNarrow(List<MultiPolygon> laid, double snap)
      throws UnrepairableLayerException {
    for (int i = 0; i < laid.size() && snap > 0; i++) {
      if (!higher[i] && Width.isUnder(laid.get(i), snap) && laid.get(i).isValid()) {
        throw new UnrepairableLayerException(
            "Grid "
                + grids.get(i).code()
                + " (row "
                + grids.get(i).row()
                + ") is nowhere as wide as --snap "
                + options.snapMetres()
                + " m and could vanish; choose a smaller tolerance.");
      }
    }
  }

  private Built build(List<MultiPolygon> laid, @Nullable MultiPolygon outline, double snap)
      throws UnrepairableLayerException {
    Map<String, String> idOf = new HashMap<>();
    for (int i = 0; i < grids.size(); i++) {
      if (higher[i]) {
        idOf.put(grids.get(i).code(), ids.get(i));
      }
    }
    List<GridPartition.Source> sources = new ArrayList<>();
    sources.add(new GridPartition.Source(unit(ROOT, "", null, false), null));
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < grids.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing(ids::get));
    for (int i : order) {
      String above = grids.get(i).parentCode();
      String parent = above == null ? ROOT : idOf.getOrDefault(above, ROOT);
      sources.add(
          new GridPartition.Source(
              unit(ids.get(i), grids.get(i).code(), parent, !higher[i]),
              higher[i] ? null : laid.get(i)));
    }
    StripFix strips =
        options.stripTo() == RepairOptions.StripTo.NONE
            ? StripFix.NONE
            : new StripFix(
                options.stripMetres(),
                options.stripTo() == RepairOptions.StripTo.LEFT
                    ? StripFix.Heir.FIRST
                    : StripFix.Heir.LONGEST_BORDER);
    try {
      return GridPartition.build(sources, outline, new BuildOptions(snap, true, strips));
    } catch (RefusedBuildException e) {
      List<String> codes = e.faults().stream().flatMap(fault -> fault.grids().stream()).toList();
      throw new UnrepairableLayerException(
          "Nothing would be left of " + named(codes) + "; nothing was written.");
    } catch (IllegalArgumentException e) {
      throw new UnrepairableLayerException(
          "The parent codes of the file do not form a tree; nothing was written.");
    }
  }

  private String named(List<String> some) {
    List<String> names = new ArrayList<>();
    for (String id : some) {
      DrawnGrid grid = grids.get(ids.indexOf(id));
      names.add("grid " + grid.code() + " (row " + grid.row() + ")");
    }
    return String.join(", ", names);
  }

  private static PartitionGrid unit(String id, String name, @Nullable String parent, boolean leaf) {
    return new PartitionGrid(id, name, parent, null, GridKind.BASE, leaf);
  }
}
