package org.gridmap.geodata.topology.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.gridmap.geodata.topology.Edge;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * A spatial index of edges that may change: a hierarchy of square grids (a multi-level hash grid),
 * each twice as coarse as the one below. An edge lies in the lattice whose cells are as large as
 * its box, so in four cells at most.
 */
public final class EdgeIndex {
  private static final double FINEST = 1e-5;
  private static final int LEVELS = 26;

  /** An edge and its box. */
  private record Entry(Edge edge, Envelope box) {}

  /**
   * Cells of each lattice; the list of a cell is replaced and never changed, so that copies share
   * it.
   */
  private final List<Map<Long, List<Entry>>> levels = new ArrayList<>();

  EdgeIndex() {
    for (int level = 0; level < LEVELS; level++) {
      levels.add(new HashMap<>());
    }
  }

  private EdgeIndex(EdgeIndex like) {
    like.levels.forEach(cells -> levels.add(new HashMap<>(cells)));
  }

  /** A copy that changes on its own. */
  EdgeIndex copy() {
    return new EdgeIndex(this);
  }

  public static Envelope box(Edge edge) {
    Envelope box = new Envelope();
    for (Coordinate at : edge.points()) {
      box.expandToInclude(at);
    }
    return box;
  }

  private static int level(Envelope box) {
    double size = Math.max(box.getWidth(), box.getHeight());
    int level = 0;
    while (level < LEVELS - 1 && FINEST * (1L << level) < size) {
      level++;
    }
    return level;
  }

  private static long cell(double degrees, int level) {
    return (long) Math.floor(degrees / (FINEST * (1L << level)));
  }

  /** An odd factor spreads neighbouring cells over the table. */
  private static long key(long column, long row) {
    return (column << 32 ^ (row & 0xffffffffL)) * 0x9E3779B97F4A7C15L;
  }

  void add(Edge edge) {
    Envelope box = box(edge);
    Entry entry = new Entry(edge, box);
    int level = level(box);
    Map<Long, List<Entry>> cells = levels.get(level);
    for (long c = cell(box.getMinX(), level); c <= cell(box.getMaxX(), level); c++) {
      for (long r = cell(box.getMinY(), level); r <= cell(box.getMaxY(), level); r++) {
        cells.merge(key(c, r), List.of(entry), EdgeIndex::joined);
      }
    }
  }

  private static List<Entry> joined(List<Entry> here, List<Entry> more) {
    List<Entry> both = new ArrayList<>(here.size() + more.size());
    both.addAll(here);
    both.addAll(more);
    return both;
  }

  void remove(Edge edge) {
    Envelope box = box(edge);
    int level = level(box);
    Map<Long, List<Entry>> cells = levels.get(level);
    for (long c = cell(box.getMinX(), level); c <= cell(box.getMaxX(), level); c++) {
      for (long r = cell(box.getMinY(), level); r <= cell(box.getMaxY(), level); r++) {
        cells.computeIfPresent(
            key(c, r),
            (key, here) -> {
              List<Entry> left =
                  here.stream().filter(entry -> entry.edge().id() != edge.id()).toList();
              return left.isEmpty() ? null : left;
            });
      }
    }
  }

  /** Visits every edge whose box meets a box, once. */
  public void query(Envelope area, Consumer<Edge> visitor) {
    for (int level = 0; level < LEVELS; level++) {
      Map<Long, List<Entry>> cells = levels.get(level);
      if (cells.isEmpty()) {
        continue;
      }
      long west = cell(area.getMinX(), level);
      long east = cell(area.getMaxX(), level);
      long south = cell(area.getMinY(), level);
      long north = cell(area.getMaxY(), level);
      if ((double) (east - west + 1) * (north - south + 1) > 2.0 * cells.size()) {
        queryAll(cells, level, area, visitor);
        continue;
      }
      for (long c = west; c <= east; c++) {
        for (long r = south; r <= north; r++) {
          List<Entry> here = cells.get(key(c, r));
          if (here == null) {
            continue;
          }
          for (Entry entry : here) {
            Envelope box = entry.box();
            boolean firstMeeting =
                Math.max(west, cell(box.getMinX(), level)) == c
                    && Math.max(south, cell(box.getMinY(), level)) == r;
            if (firstMeeting && box.intersects(area)) {
              visitor.accept(entry.edge());
            }
          }
        }
      }
    }
  }

  private static void queryAll(
      Map<Long, List<Entry>> cells, int level, Envelope area, Consumer<Edge> visitor) {
    cells.forEach((key, here) -> {
      for (Entry entry : here) {
        Envelope box = entry.box();
        if (box.intersects(area)
            && key == key(cell(box.getMinX(), level), cell(box.getMinY(), level))) {
          visitor.accept(entry.edge());
        }
      }
    });
  }
}
