package org.gridmap.geodata.tile;

import java.util.ArrayList;
import java.util.List;

/** All grids of a division on one lattice while they are being generalised. */
final class Coverage {
  /**
   * One grid: its rings without a repeated first point, outer rings with positive area, each
   * followed by its holes.
   */
  record Face(int index, int level, List<long[]> rings) {}

  final List<Face> faces;

  Coverage(List<Face> faces) {
    this.faces = faces;
  }

  /** The grids of the levels up to and including the given one. */
  Coverage upToLevel(int deepest) {
    return new Coverage(faces.stream().filter(face -> face.level() <= deepest).toList());
  }

  int vertexCount() {
    int sum = 0;
    for (Face face : faces) {
      for (long[] ring : face.rings()) {
        sum += ring.length;
      }
    }
    return sum;
  }

  /** The same grids with every ring replaced; rings that answer null or fewer than 3 points go. */
  Coverage mapRings(java.util.function.UnaryOperator<long[]> change, boolean clean) {
    List<Face> changed = new ArrayList<>(faces.size());
    for (Face face : faces) {
      List<long[]> rings = new ArrayList<>(face.rings().size());
      for (long[] ring : face.rings()) {
        long[] next = change.apply(ring);
        if (next.length >= 3) {
          rings.add(next);
        }
      }
      changed.add(new Face(face.index(), face.level(), clean ? RingCleaner.clean(rings) : rings));
    }
    return new Coverage(changed);
  }
}
