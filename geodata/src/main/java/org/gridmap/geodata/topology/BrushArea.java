package org.gridmap.geodata.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.line.HouseCells;
import org.gridmap.geodata.topology.plane.Lattice;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.operation.overlayng.OverlayNG;

/**
 * The land to be transferred when houses are painted: of each grid that loses houses, what is
 * nearer to a painted house than to any other of its houses, so that the new border runs mid-way
 * between houses.
 */
public final class BrushArea {
  private static final PrecisionModel LATTICE = new PrecisionModel(Lattice.UNITS);

  private final GridPartition partition;
  private final Set<Coordinate> painted = new HashSet<>();
  private final Collection<Coordinate> houses;

  private BrushArea(
      GridPartition partition, Collection<Coordinate> painted, Collection<Coordinate> houses) {
    this.partition = partition;
    this.houses = houses;
    painted.forEach(at -> this.painted.add(Lattice.round(at)));
  }

  /**
   * The transfer that gives painted houses to a leaf grid; it can be applied as it is.
   *
   * @param painted entrances of the painted houses, degrees
   * @param houses entrances of all houses of the plan's area, painted ones included
   * @param to the leaf grid that gains them
   * @throws RefusedOperationException with the reason if the land does not adjoin that grid, would
   *     leave another one empty or in pieces, or if no painted house lies in another grid
   */
  public static Operation.Transfer transfer(
      GridPartition partition,
      Collection<Coordinate> painted,
      Collection<Coordinate> houses,
      String to)
      throws RefusedOperationException {
    Operation.Transfer transfer = new BrushArea(partition, painted, houses).transfer(to);
    // Nobody knows better whether it can be done than who does it.
    partition.copy().apply(transfer);
    return transfer;
  }

  private Operation.Transfer transfer(String to) throws RefusedOperationException {
    Set<String> losers = new TreeSet<>();
    for (Coordinate at : painted) {
      losers.addAll(partition.leavesAt(at));
    }
    losers.remove(to);
    List<Polygon> parts = new ArrayList<>();
    for (String loser : losers) {
      add(loss(partition.polygon(loser)), parts);
    }
    GeometryFactory factory = new GeometryFactory();
    Geometry area = factory.createMultiPolygon(parts.toArray(Polygon[]::new));
    if (parts.size() > 1) {
      area = OverlayNG.overlay(area, factory.createPolygon(), OverlayNG.UNION, LATTICE);
    }
    if (area.isEmpty()) {
      Coordinate any = painted.isEmpty() ? null : painted.iterator().next();
      throw new RefusedOperationException(
          Reason.NOTHING_CHANGES, "No painted house lies in another grid.", any, List.of(to));
    }
    List<Polygon> polygons = new ArrayList<>();
    add(area, polygons);
    return new Operation.Transfer(
        factory.createMultiPolygon(polygons.toArray(Polygon[]::new)), List.copyOf(losers), to);
  }

  private static void add(Geometry land, List<Polygon> parts) {
    for (int g = 0; g < land.getNumGeometries(); g++) {
      if (land.getGeometryN(g) instanceof Polygon polygon && !polygon.isEmpty()) {
        parts.add(polygon);
      }
    }
  }

  /** What a grid loses: cells of painted houses, without scraps that no painted house lies in. */
  private Geometry loss(MultiPolygon land) {
    Map<Coordinate, Boolean> sites = new HashMap<>();
    Envelope box = land.getEnvelopeInternal();
    IndexedPointInAreaLocator locator = new IndexedPointInAreaLocator(land);
    List<Coordinate> all = new ArrayList<>(houses);
    all.addAll(painted);
    for (Coordinate house : all) {
      Coordinate at = Lattice.round(house);
      if (box.covers(at) && locator.locate(at) != Location.EXTERIOR) {
        sites.put(at, painted.contains(at));
      }
    }
    Geometry cells = HouseCells.painted(land, sites);
    Geometry cut = OverlayNG.overlay(cells, land, OverlayNG.INTERSECTION, LATTICE);
    Geometry lost = holding(cut, sites, true);
    Geometry rest = OverlayNG.overlay(land, lost, OverlayNG.DIFFERENCE, LATTICE);
    Geometry kept = holding(rest, sites, false);
    return OverlayNG.overlay(land, kept, OverlayNG.DIFFERENCE, LATTICE);
  }

  /** The parts of land that hold a house of one kind. */
  private static Geometry holding(
      Geometry land, Map<Coordinate, Boolean> sites, boolean paintedOnes) {
    List<Polygon> parts = new ArrayList<>();
    for (int g = 0; g < land.getNumGeometries(); g++) {
      if (land.getGeometryN(g) instanceof Polygon part && !part.isEmpty()) {
        IndexedPointInAreaLocator locator = new IndexedPointInAreaLocator(part);
        boolean holds =
            sites.entrySet().stream()
                .anyMatch(site ->
                    site.getValue() == paintedOnes
                        && locator.locate(site.getKey()) != Location.EXTERIOR);
        if (holds) {
          parts.add(part);
        }
      }
    }
    return land.getFactory().createMultiPolygon(parts.toArray(Polygon[]::new));
  }
}
