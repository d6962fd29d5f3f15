package org.gridmap.geodata.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.line.HouseVoronoiCells;
import org.gridmap.geodata.topology.line.RoadBlocks;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.operation.overlayng.OverlayNG;

/**
 * The land to be transferred when houses or blocks are painted: blocks between roads that were
 * painted, or of which all houses were; else what is nearer to a painted house than to any other
 * house of the grid that loses it, so that the new border runs mid-way between houses.
 */
public final class BrushArea {
  private static final PrecisionModel LATTICE = new PrecisionModel(PrecisionLattice.UNITS);

  /**
   * What a brush went over.
   *
   * @param houses entrances of the painted houses, degrees
   * @param blocks a place in each painted block, degrees
   */
  public record Painting(Collection<Coordinate> houses, Collection<Coordinate> blocks) {}

  /**
   * What there is to go by.
   *
   * @param houses entrances of all houses of the plan's area, painted ones included, degrees
   * @param roads lines between blocks, degrees
   */
  public record Ground(Collection<Coordinate> houses, Collection<LineString> roads) {}

  private final GridPartition partition;
  private final Set<Coordinate> painted = new HashSet<>();
  private final Set<Coordinate> blocks = new HashSet<>();
  private final Ground ground;

  private BrushArea(GridPartition partition, Painting painting, Ground ground) {
    this.partition = partition;
    this.ground = ground;
    painting.houses().forEach(at -> painted.add(PrecisionLattice.round(at)));
    painting.blocks().forEach(at -> blocks.add(PrecisionLattice.round(at)));
  }

  /**
   * The transfer that gives what was painted to a leaf grid; it can be applied as it is.
   *
   * @param to the leaf grid that gains it
   * @throws RefusedOperationException with the reason if the land does not adjoin that grid, would
   *     leave another one empty or in pieces, or if nothing painted lies in another grid
   */
  public static Operation.Transfer transfer(
      GridPartition partition, Painting painting, Ground ground, String to)
      throws RefusedOperationException {
    Operation.Transfer transfer = new BrushArea(partition, painting, ground).transfer(to);
    // Applies the transfer to a copy: only the operation itself knows whether it is allowed.
    partition.copy().apply(transfer);
    return transfer;
  }

  private Operation.Transfer transfer(String to) throws RefusedOperationException {
    Set<Coordinate> marks = new HashSet<>(painted);
    marks.addAll(blocks);
    Set<String> losers = new TreeSet<>();
    for (Coordinate at : marks) {
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
      Coordinate any = marks.isEmpty() ? null : marks.iterator().next();
      throw new RefusedOperationException(
          Reason.NOTHING_CHANGES, "Nothing painted lies in another grid.", any, List.of(to));
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

  /** What a grid loses; what is cut off from the rest of it and has no house goes along. */
  private Geometry loss(MultiPolygon land) {
    Set<Coordinate> going = within(land, painted);
    Set<Coordinate> staying = within(land, ground.houses());
    staying.removeAll(going);
    Set<Coordinate> places = within(land, blocks);
    List<Polygon> whole = wholeBlocks(land, places, going, staying);
    Set<Coordinate> single = new HashSet<>(going);
    whole.forEach(block -> single.removeAll(within(block, going)));
    List<Polygon> parts = new ArrayList<>(whole);
    if (!single.isEmpty()) {
      Map<Coordinate, Boolean> sites = new HashMap<>();
      staying.forEach(at -> sites.put(at, false));
      going.forEach(at -> sites.put(at, single.contains(at)));
      add(HouseVoronoiCells.painted(land, sites), parts);
    }
    if (parts.isEmpty()) {
      return land.getFactory().createPolygon();
    }
    Geometry mine =
        OverlayNG.overlay(land.getFactory().buildGeometry(parts), null, OverlayNG.UNION, LATTICE);
    Geometry cut = OverlayNG.overlay(mine, land, OverlayNG.INTERSECTION, LATTICE);
    going.addAll(places);
    Geometry lost = holding(cut, going);
    Geometry rest = OverlayNG.overlay(land, lost, OverlayNG.DIFFERENCE, LATTICE);
    Geometry kept = staying.isEmpty() ? largest(rest) : holding(rest, staying);
    return OverlayNG.overlay(land, kept, OverlayNG.DIFFERENCE, LATTICE);
  }

  /** Blocks that were painted, or all of whose houses were, and the seams beside them. */
  private List<Polygon> wholeBlocks(
      MultiPolygon land, Set<Coordinate> places, Set<Coordinate> going, Set<Coordinate> staying) {
    List<Polygon> whole = new ArrayList<>();
    List<Polygon> others = new ArrayList<>();
    if (!ground.roads().isEmpty()) {
      for (Polygon block : RoadBlocks.of(land, ground.roads())) {
        boolean taken =
            !within(block, places).isEmpty()
                || !within(block, going).isEmpty() && within(block, staying).isEmpty();
        (taken ? whole : others).add(block);
      }
    }
    List<Polygon> taken = List.copyOf(whole);
    for (Polygon other : others) {
      if (within(other, staying).isEmpty() && RoadBlocks.isSeamOf(other, taken)) {
        whole.add(other);
      }
    }
    return whole;
  }

  /** Those of some places, on the lattice, that lie in some land. */
  private static Set<Coordinate> within(Geometry land, Collection<Coordinate> places) {
    Set<Coordinate> within = new HashSet<>();
    Envelope box = land.getEnvelopeInternal();
    IndexedPointInAreaLocator locator = new IndexedPointInAreaLocator(land);
    for (Coordinate place : places) {
      Coordinate at = PrecisionLattice.round(place);
      if (box.covers(at) && locator.locate(at) != Location.EXTERIOR) {
        within.add(at);
      }
    }
    return within;
  }

  /** The parts of land in which one of some places lies. */
  private static Geometry holding(Geometry land, Set<Coordinate> places) {
    List<Polygon> parts = new ArrayList<>();
    add(land, parts);
    parts.removeIf(part -> within(part, places).isEmpty());
    return land.getFactory().createMultiPolygon(parts.toArray(Polygon[]::new));
  }

  private static Geometry largest(Geometry land) {
    List<Polygon> parts = new ArrayList<>();
    add(land, parts);
    return parts.stream()
        .max(Comparator.comparingDouble(Polygon::getArea))
        .orElseGet(() -> land.getFactory().createPolygon());
  }
}
