package org.gridmap.geodata.topology.check;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.state.PartitionState;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/** Point location: the labels of the land at a place. */
public final class LandAt {
  private LandAt() {}

  /** The labels of the land at a place, ascending; several if the place lies on a border. */
  public static Set<String> labels(PartitionState state, Coordinate place) {
    Set<String> labels = new TreeSet<>();
    state
        .index()
        .query(
            new Envelope(place),
            edge -> {
              if (covers(edge, place)) {
                labels.add(edge.left());
                labels.add(edge.right());
              }
            });
    if (labels.isEmpty()) {
      labels.add(Surroundings.labelAt(state, place));
    }
    return labels;
  }

  private static boolean covers(Edge edge, Coordinate place) {
    List<Coordinate> points = edge.points();
    for (int i = 1; i < points.size(); i++) {
      if (Touch.place(place, place, points.get(i - 1), points.get(i)) != null) {
        return true;
      }
    }
    return false;
  }
}
