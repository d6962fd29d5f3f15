package org.gridmap.geodata.topology.line;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.operation.overlayng.UnaryUnionNG;
import org.locationtech.jts.triangulate.VoronoiDiagramBuilder;

/** The land that is nearer to some houses than to others, measured in metres. */
public final class HouseVoronoiCells {
  /** A tenth of a millimetre, as the lattice. */
  private static final PrecisionModel FINE = new PrecisionModel(1e4);

  private HouseVoronoiCells() {}

  /**
   * The union of the Voronoi cells of the painted houses, in degrees; it reaches beyond the land.
   *
   * @param land the land to be divided
   * @param houses places of its houses and whether they are painted
   */
  public static Geometry painted(Geometry land, Map<Coordinate, Boolean> houses) {
    GeometryFactory factory = new GeometryFactory();
    Envelope box = new Envelope(land.getEnvelopeInternal());
    box.expandBy(0.1 * box.getDiameter() + 1e-6);
    Geometry whole = factory.toGeometry(box);
    if (!houses.containsValue(true)) {
      return factory.createPolygon();
    }
    if (!houses.containsValue(false)) {
      return whole;
    }
    LocalMetres metres = new LocalMetres(land.getCoordinate());
    Set<Coordinate> chosen = new HashSet<>();
    List<Coordinate> sites = new ArrayList<>();
    houses.forEach((at, isPainted) -> {
      Coordinate site = metres.to(at);
      sites.add(site);
      if (isPainted) {
        chosen.add(site);
      }
    });
    VoronoiDiagramBuilder diagram = new VoronoiDiagramBuilder();
    diagram.setSites(sites);
    diagram.setClipEnvelope(metres.to(whole).getEnvelopeInternal());
    Geometry cells = diagram.getDiagram(factory);
    List<Geometry> mine = new ArrayList<>();
    for (int g = 0; g < cells.getNumGeometries(); g++) {
      Geometry cell = cells.getGeometryN(g);
      if (cell.getUserData() instanceof Coordinate site && chosen.contains(site)) {
        mine.add(cell);
      }
    }
    return metres.back(UnaryUnionNG.union(mine, factory, FINE));
  }
}
