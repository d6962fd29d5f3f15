package org.gridmap.geodata.coverage.arrangement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.geodata.coverage.arrangement.NarrowPlaces.Place;
import org.locationtech.jts.geom.Coordinate;

/**
 * Finds strips: unassigned land narrower than a given width between two borders that face one
 * another over a long stretch, whether its ends are open or not. Faces are told as gaps elsewhere;
 * this looks at what is no face, or is one that no outline claims.
 *
 * <p>A strip is at least {@value #LEAST_METRES} m and {@value #SLENDER} widths long. Where it
 * narrows to less than half of its greatest width (two borders that part at a corner, two round
 * outlines that come close) or lies in the outline of a single grid (a bay), it has to be {@value
 * #VERY_SLENDER} widths long: less is a notch.
 */
public final class Strips {
  private static final double LEAST_METRES = 5;
  private static final double SLENDER = 5;
  private static final double VERY_SLENDER = 20;

  /** At its corners a strip is not faced over so many of its widths. */
  private static final double CORNER = 4;

  private static final double CORNER_METRES = 0.02;

  /**
   * A strip.
   *
   * @param ring its outline in the drawing, closed: one border, the open end, the other border
   * @param metres its length, the mean of both borders
   * @param grids the numbers of the grids beside it
   */
  public record Strip(Coordinate[] ring, double metres, Set<Integer> grids) {}

  /**
   * @param strips what was found
   * @param complete false if the budget was spent before all borders were looked at
   */
  public record Result(List<Strip> strips, boolean complete) {}

  /** Places that follow one another. */
  private record Chain(List<Place> places) {
    Place first() {
      return places.getFirst();
    }

    Place last() {
      return places.getLast();
    }
  }

  private final FaceGraph graph;
  private final EdgeTable table;
  private final FreeBorders borders;
  private final NarrowPlaces narrow;
  private final List<Strip> strips = new ArrayList<>();

  private Strips(
      FaceGraph graph,
      EdgeTable table,
      GroundScale ground,
      boolean outlineGiven,
      double width,
      long testBudget) {
    this.graph = graph;
    this.table = table;
    borders = new FreeBorders(graph, ground, outlineGiven);
    narrow = new NarrowPlaces(borders, graph.segments, ground, width, testBudget);
  }

  /**
   * @param graph the faces between the borders
   * @param table the edges of all grids
   * @param ground the scale of the drawing
   * @param outlineGiven whether an outline says what is to be covered
   * @param width below it free land is a strip, in metres
   * @param testBudget how many borders may be compared
   */
  public static Result find(
      FaceGraph graph,
      EdgeTable table,
      GroundScale ground,
      boolean outlineGiven,
      double width,
      long testBudget) {
    Strips search = new Strips(graph, table, ground, outlineGiven, width, testBudget);
    search.run();
    return new Result(search.strips, search.narrow.complete());
  }

  private void run() {
    Map<Integer, List<Place>> places = new HashMap<>();
    List<Integer> begins = new ArrayList<>();
    borders.cycles(any -> {
      int begin = any;
      boolean some = false;
      int half = any;
      do {
        List<Place> beside = borders.isSide(half) ? narrow.beside(half) : List.of();
        if (beside.isEmpty()) {
          // No strip runs through the beginning of a cycle, or the strip would be told in two.
          begin = half;
        } else {
          places.put(half, beside);
          some = true;
        }
        half = borders.next(half);
      } while (half != any && narrow.complete());
      if (some) {
        borders.beginAt(begin);
        begins.add(begin);
      }
    });
    for (int begin : begins) {
      chain(begin, places).forEach(this::add);
    }
  }

  /** The chains of a cycle; of two borders that face one another only one counts. */
  private List<Chain> chain(int begin, Map<Integer, List<Place>> places) {
    List<Chain> chains = new ArrayList<>();
    int half = begin;
    do {
      for (Place place : places.getOrDefault(half, List.of())) {
        if (!counts(place)) {
          continue;
        }
        if (!chains.isEmpty() && follows(chains.getLast().last(), place)) {
          chains.getLast().places.add(place);
        } else {
          chains.add(new Chain(new ArrayList<>(List.of(place))));
        }
      }
      half = borders.next(half);
    } while (half != begin);
    return chains;
  }

  private boolean counts(Place place) {
    int cycle = borders.cycleOf(place.half());
    int other = borders.cycleOf(place.other());
    return cycle != other
        ? cycle < other
        : borders.at(place.half(), (place.from() + place.to()) / 2)
            < borders.at(place.other(), (place.otherFrom() + place.otherTo()) / 2);
  }

  private boolean follows(Place a, Place b) {
    int other = borders.cycleOf(a.other());
    if (borders.cycleOf(b.other()) != other) {
      return false;
    }
    double reach = CORNER * Math.max(a.widthTo(), b.widthFrom()) + CORNER_METRES;
    double step = borders.at(b.half(), b.from()) - borders.at(a.half(), a.to());
    double back =
        borders.between(
            other, borders.at(b.other(), b.otherFrom()), borders.at(a.other(), a.otherTo()));
    return step <= reach && Math.abs(back) <= reach;
  }

  private void add(Chain chain) {
    Place first = chain.first();
    Place last = chain.last();
    int cycle = borders.cycleOf(first.half());
    int other = borders.cycleOf(first.other());
    double here = borders.at(last.half(), last.to()) - borders.at(first.half(), first.from());
    double there =
        borders.forward(
            other,
            borders.at(last.other(), last.otherTo()),
            borders.at(first.other(), first.otherFrom()));
    double metres = (here + there) / 2;
    if (metres < LEAST_METRES || there > 3 * here) {
      return;
    }
    Set<Integer> grids = new TreeSet<>();
    List<Coordinate> ring = new ArrayList<>();
    walk(first.half(), first.from(), last.half(), last.to(), ring, grids);
    walk(last.other(), last.otherTo(), first.other(), first.otherFrom(), ring, grids);
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (Place place : chain.places) {
      least = Math.min(least, Math.min(place.widthFrom(), place.widthTo()));
      most = Math.max(most, Math.max(place.widthFrom(), place.widthTo()));
    }
    boolean notch = least < most / 2 || (cycle == other && grids.size() == 1);
    if (metres >= (notch ? VERY_SLENDER * most : SLENDER * mean(chain, here))) {
      ring.add(ring.getFirst().copy());
      strips.add(new Strip(ring.toArray(Coordinate[]::new), metres, grids));
    }
  }

  private double mean(Chain chain, double here) {
    double sum = 0;
    for (Place place : chain.places) {
      double part = (place.to() - place.from()) * borders.metres(place.half());
      sum += part * (place.widthFrom() + place.widthTo()) / 2;
    }
    return sum / here;
  }

  /** The points of a border from a point of one half-edge to a point of another. */
  private void walk(
      int half, double from, int lastHalf, double to, List<Coordinate> ring, Set<Integer> grids) {
    put(ring, half, from);
    int here = half;
    while (here != lastHalf) {
      beside(here, grids);
      put(ring, here, 1);
      here = borders.next(here);
    }
    beside(lastHalf, grids);
    put(ring, lastHalf, to);
  }

  private void beside(int half, Set<Integer> grids) {
    graph.segments.origins(half >> 1, edge -> table.owners(edge, grids::add));
  }

  private void put(List<Coordinate> ring, int half, double share) {
    Coordinate point = new Coordinate(borders.x(half, share), borders.y(half, share));
    if (ring.isEmpty() || !ring.getLast().equals2D(point)) {
      ring.add(point);
    }
  }
}
