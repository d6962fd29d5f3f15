package org.gridmap.geodata.topology.line;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/** The blocks into which roads cut some land. */
public final class RoadBlocks {
  private static final PrecisionModel LATTICE = new PrecisionModel(PrecisionLattice.UNITS);

  /** Narrower land is what lies between a border and the road that was meant by it. */
  private static final double NARROW_METRES = 3;

  private RoadBlocks() {}

  /** The blocks on the lattice; the land itself where no road goes through it. */
  public static List<Polygon> of(Geometry land, Collection<LineString> roads) {
    GeometryFactory factory = land.getFactory();
    Geometry lines = factory.createMultiLineString(roads.toArray(LineString[]::new));
    Polygonizer polygonizer = new Polygonizer();
    polygonizer.add(OverlayNG.overlay(lines, land.getBoundary(), OverlayNG.UNION, LATTICE));
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

  /** Whether a block is a seam beside one of the others, to go where that one goes. */
  public static boolean isSeamOf(Polygon block, Collection<Polygon> others) {
    double width = 2 * GroundArea.squareMetres(block) / GroundArea.perimeterMetres(block);
    return width < NARROW_METRES
        && others.stream()
            .anyMatch(other ->
                other.getEnvelopeInternal().intersects(block.getEnvelopeInternal())
                    && other.relate(block, "****1****"));
  }
}
