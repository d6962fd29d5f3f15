package org.gridmap.geodata.coverage.arrangement;

import java.util.function.IntConsumer;
import org.gridmap.geodata.corner.Ordinates;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Every edge of every grid, directed so that its grid lies on the left, found again by its two
 * ends. Where two neighbours share an edge, one has it forward and one backward: nothing changes
 * across it and it is done with. What is left over are the <i>open</i> edges: the outer border, and
 * everything that is wrong. The number of grids on top of any point follows from the open edges
 * alone, which is why the rest of the check has so little to look at.
 */
public final class EdgeTable {
  private static final int NO_EDGE = -1;
  private static final int PARENT = Integer.MAX_VALUE;
  private static final int REPEATED = Integer.MIN_VALUE;

  /** Corner i and, unless {@code owner[i]} is NO_EDGE, the edge from corner i to corner i + 1. */
  private final double[] x;

  private final double[] y;
  private final int[] owner;

  /** For the first of all equal edges: what changes across it. REPEATED for the others. */
  private final int[] change;

  private final byte @Nullable [] parentChange;

  /** The edge with the same ends that was met before, + 1; 0 for none. */
  private final int[] earlier;

  /** A hash of each corner; an edge has the sum of its ends, whichever way it runs. */
  private final int[] hashes;

  /**
   * @param grids the grids; null for one that is not to be drawn
   * @param parent the outline to be covered, or null
   * @param workers who does the work
   */
  public EdgeTable(@Nullable Geometry[] grids, @Nullable Geometry parent, Workers workers) {
    int[] starts = new int[grids.length + 2];
    for (int g = 0; g < grids.length; g++) {
      Geometry geometry = grids[g];
      starts[g + 1] = starts[g] + (geometry == null ? 0 : geometry.getNumPoints());
    }
    int n = starts[grids.length] + (parent == null ? 0 : parent.getNumPoints());
    x = new double[n];
    y = new double[n];
    owner = new int[n];
    change = new int[n];
    earlier = new int[n];
    hashes = new int[n];
    parentChange = parent == null ? null : new byte[n];
    workers.share(
        grids.length,
        256,
        (start, end) -> {
          for (int g = start; g < end; g++) {
            Geometry geometry = grids[g];
            if (geometry != null) {
              lay(geometry, g, starts[g]);
            }
          }
        });
    if (parent != null) {
      lay(parent, PARENT, starts[grids.length]);
    }
    match(workers);
  }

  private void lay(Geometry geometry, int who, int start) {
    int n = start;
    for (int g = 0; g < geometry.getNumGeometries(); g++) {
      Polygon polygon = (Polygon) geometry.getGeometryN(g);
      if (polygon.isEmpty()) {
        continue;
      }
      n = layRing(polygon.getExteriorRing(), true, who, n);
      for (int r = 0; r < polygon.getNumInteriorRing(); r++) {
        n = layRing(polygon.getInteriorRingN(r), false, who, n);
      }
    }
  }

  private int layRing(LinearRing ring, boolean counterClockwise, int who, int start) {
    CoordinateSequence points = ring.getCoordinateSequence();
    int size = points.size();
    boolean forward = Orientation.isCCW(points) == counterClockwise;
    double[] xy = Ordinates.of(points);
    for (int i = 0; i < size; i++) {
      int from = 2 * (forward ? i : size - 1 - i);
      // Adding zero turns −0 into 0, so that equal corners have equal bits.
      x[start + i] = xy[from] + 0.0;
      y[start + i] = xy[from + 1] + 0.0;
      hashes[start + i] = (int) Segments.hash(x[start + i], y[start + i]);
      owner[start + i] = who;
    }
    if (size > 0) {
      owner[start + size - 1] = NO_EDGE;
    }
    return start + size;
  }

  /** Each thread keeps the part of the table whose hash falls to it, so none waits for another. */
  private void match(Workers workers) {
    int parts = Math.min(workers.threads(), 16);
    int room = Integer.highestOneBit(Math.max(16, (int) (1.5 * x.length / parts))) << 1;
    workers.share(
        parts,
        1,
        (start, end) -> {
          for (int part = start; part < end; part++) {
            match(part, parts, new int[room]);
          }
        });
  }

  private void match(int part, int parts, int[] firstTable) {
    int[] table = firstTable;
    int used = 0;
    // Neighbours run along each other for many edges: the next is looked for beside the last.
    int lastEdge = 0;
    int lastFirst = 0;
    int step = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      int key = hashes[i] + hashes[i + 1];
      if (owner[i] == NO_EDGE
          || (key >>> 24) % parts != part
          || (x[i] == x[i + 1] && y[i] == y[i + 1])) {
        continue;
      }
      if (2L * used > table.length) {
        table = grow(table);
      }
      int beside = lastFirst + step * (i - lastEdge);
      int first = step != 0 && isFirstOf(beside, i) ? beside : -1;
      int slot = first < 0 ? slot(table, key, i) : -1;
      if (first < 0) {
        first = table[slot] - 1;
      }
      if (first < 0) {
        table[slot] = i + 1;
        used++;
        add(i, i, 1);
        step = 0;
      } else {
        step = x[first] == x[i] && y[first] == y[i] ? 1 : -1;
        lastEdge = i;
        lastFirst = first;
        earlier[i] = earlier[first];
        earlier[first] = i + 1;
        add(first, i, step);
        change[i] = REPEATED;
      }
    }
  }

  /** Whether an edge is the first of all that equal this one, which is not in the table yet. */
  private boolean isFirstOf(int candidate, int edge) {
    return candidate >= 0
        && candidate < edge
        && owner[candidate] != NO_EDGE
        && same(candidate, edge)
        && change[candidate] != REPEATED;
  }

  private void add(int first, int edge, int sign) {
    if (owner[edge] == PARENT) {
      if (parentChange != null) {
        parentChange[first] += (byte) sign;
      }
    } else {
      change[first] += sign;
    }
  }

  private int slot(int[] table, int key, int edge) {
    int mask = table.length - 1;
    int slot = key & mask;
    while (table[slot] != 0 && !same(table[slot] - 1, edge)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int[] grow(int[] table) {
    int[] larger = new int[2 * table.length];
    for (int entry : table) {
      if (entry != 0) {
        int i = entry - 1;
        larger[slot(larger, hashes[i] + hashes[i + 1], i)] = entry;
      }
    }
    return larger;
  }

  private boolean same(int a, int b) {
    return (x[a] == x[b] && y[a] == y[b] && x[a + 1] == x[b + 1] && y[a + 1] == y[b + 1])
        || (x[a] == x[b + 1] && y[a] == y[b + 1] && x[a + 1] == x[b] && y[a + 1] == y[b]);
  }

  /** The edges across which something changes; the origin of each is its edge here. */
  public Segments open() {
    return segments(false);
  }

  /** Every edge once, however many grids have it; the origin of each is its edge here. */
  public Segments distinct() {
    return segments(true);
  }

  private Segments segments(boolean all) {
    Segments chosen = new Segments(1024);
    for (int i = 0; i < change.length; i++) {
      if (owner[i] == NO_EDGE || change[i] == REPEATED || (x[i] == x[i + 1] && y[i] == y[i + 1])) {
        continue;
      }
      int parents = parentChange == null ? 0 : parentChange[i];
      if (all || change[i] != 0 || parents != 0) {
        int segment = chosen.add(x[i], y[i], x[i + 1], y[i + 1], change[i], parents);
        chosen.addOrigin(segment, i);
      }
    }
    return chosen;
  }

  /** Visits the grids (by their number) that have an edge with the ends of this one. */
  public void owners(int edge, IntConsumer visitor) {
    if (owner[edge] != PARENT) {
      visitor.accept(owner[edge]);
    }
    for (int other = earlier[edge] - 1; other >= 0; other = earlier[other] - 1) {
      if (owner[other] != PARENT) {
        visitor.accept(owner[other]);
      }
    }
  }

  /** One of the grids that have an edge with the ends of this one, or −1 for the parent alone. */
  public int anyOwner(int edge) {
    int[] any = {-1};
    owners(edge, who -> any[0] = who);
    return any[0];
  }
}
