package org.gridmap.geodata.corner;

import java.util.function.UnaryOperator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.GeometryEditor;

/**
 * Moves the corners of geometries. A {@code CoordinateFilter} of JTS that moves does nothing, and
 * says nothing, where corners lie in packed arrays, as those of files do.
 */
public final class Corners {
  private Corners() {}

  /**
   * A copy with each corner moved.
   *
   * @param to the new place of a corner; a function of the place alone, so that rings stay closed
   */
  @SuppressWarnings("unchecked")
  public static <G extends Geometry> G moved(G land, UnaryOperator<Coordinate> to) {
    return (G)
        new GeometryEditor()
            .edit(
                land,
                new GeometryEditor.CoordinateOperation() {
                  @Override
                  public Coordinate[] edit(Coordinate[] corners, Geometry part) {
                    Coordinate[] moved = new Coordinate[corners.length];
                    for (int i = 0; i < corners.length; i++) {
                      moved[i] = to.apply(corners[i]);
                    }
                    return moved;
                  }
                });
  }
}
