package org.gridmap.backend.map;

import java.util.List;

/**
 * One layer of the vector tiles in which things of a {@link MapLayer} are drawn.
 *
 * @param id its name in the tile
 * @param description what people should know of it
 * @param geometry what its features are
 * @param minZoom the first zoom at which it is drawn
 * @param only columns of the attributes that it has, where those are not all of the layer
 */
public record VectorLayer(
    String id, String description, Geometry geometry, int minZoom, List<String> only) {
  /** The last zoom of every layer. */
  static final int MAX_ZOOM = 22;

  /** What the features of a layer are. */
  public enum Geometry {
    POINTS,
    LINES,
    POLYGONS,
    /** Whatever a thing is. */
    ANY
  }

  public VectorLayer {
    only = List.copyOf(only);
  }

  /** A layer with all attributes. */
  public VectorLayer(String id, String description, Geometry geometry, int minZoom) {
    this(id, description, geometry, minZoom, List.of());
  }
}
