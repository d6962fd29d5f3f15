package org.gridmap.geodata.topology;

import java.util.List;
import org.locationtech.jts.geom.Coordinate;

/**
 * A border between two sides from node to node; the border of an island starts and ends at one
 * node.
 *
 * @param id stays the same as long as the edge's ends do; a moved vertex keeps it
 * @param from id of the node at the first point
 * @param to id of the node at the last point
 * @param left label of what lies left of the edge seen from its first point: the code of a leaf
 *     grid, {@code ~} and the number of open land, or the empty text for what lies outside the plan
 * @param right label of what lies right of it
 * @param locked whether nobody may move it
 * @param points degrees, longitude first, the two nodes included
 */
public record Edge(
    long id,
    long from,
    long to,
    String left,
    String right,
    boolean locked,
    List<Coordinate> points) {

  public Edge {
    points = List.copyOf(points);
  }
}
