package org.gridmap.geodata.coverage;

import org.gridmap.geodata.coverage.arrangement.GroundScale;
import org.gridmap.geodata.crs.ReferenceSystem;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * The coordinate plane in which a layer was drawn, where its edges are straight: degrees, or the
 * metres of a projected zone. Topology is decided in this plane; only positions, lengths and areas
 * are computed on the GRS80 ellipsoid. Safe for several threads.
 */
public sealed interface DrawingPlane extends GroundScale permits DegreePlane, ProjectedPlane {

  /** Longitude and latitude of EPSG:4490 in degrees, in which everything is stored. */
  static DrawingPlane degrees() {
    return DegreePlane.INSTANCE;
  }

  /** The plane of a coordinate reference system. */
  static DrawingPlane of(ReferenceSystem system) {
    return system.isStored() ? degrees() : new ProjectedPlane(system);
  }

  /** The name of its coordinate reference system. */
  String label();

  /** Whether coordinates of both planes mean the same places. */
  boolean isSameAs(DrawingPlane other);

  /** Turns positions x, y, … into longitudes and latitudes in place. */
  void toLonLat(double[] positions);

  /** Turns longitudes and latitudes into positions of this plane in place. */
  void fromLonLat(double[] positions);

  /**
   * A geometry of another plane brought here corner by corner; its edges are straight here then.
   */
  default Geometry bring(Geometry drawn, DrawingPlane from) {
    if (isSameAs(from)) {
      return drawn;
    }
    Geometry brought = drawn.copy();
    brought.apply(new CornerTransformer(from, this));
    brought.geometryChanged();
    return brought;
  }

  /** Longitude and latitude of a place, degrees, EPSG:4490. */
  Coordinate toLonLat(double x, double y);

  /**
   * A drawn geometry in degrees, EPSG:4490, that follows the drawing: where a straight line of the
   * drawing is not straight in degrees it gets corners, so that it is off by no more than a tenth
   * of a millimetre.
   */
  Geometry toLonLat(Geometry drawn);

  /** Length on the ground of a straight line of the drawing, good to a part in a hundred. */
  double metres(double ax, double ay, double bx, double by);

  /** Length of the border of drawn polygons in metres, good to a part in a hundred. */
  double perimeterMetres(Geometry drawn);

  /** Area on the ellipsoid of drawn polygons, whose edges are straight in the drawing, in m². */
  double squareMetres(Geometry drawn);

  /** Why a coordinate cannot be one of this plane; null if it can. */
  @Nullable String outOfRange(double x, double y);

  /** Lattice points for each unit of an axis, about a thousand for a millimetre. */
  double latticePerUnit();

  /** Whether its coordinates are degrees. */
  boolean inDegrees();

  /**
   * Metres on the ground for one unit, the most there are in a layer; 1 in the metres of a zone.
   */
  double metresPerUnit(Envelope layer);
}
