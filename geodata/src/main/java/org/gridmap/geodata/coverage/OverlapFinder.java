package org.gridmap.geodata.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.IntPredicate;
import org.gridmap.geodata.coverage.arrangement.Face;
import org.gridmap.geodata.coverage.arrangement.Workers;
import org.gridmap.geodata.guard.CrossingCount;
import org.gridmap.geodata.index.BoxIndex;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.IntersectionMatrix;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.relateng.RelateNG;

/**
 * Finds the pairs of grids that share land. The arrangement has told where two or more grids lie on
 * top of one another, so only grids whose boxes meet there are compared; what the two share is then
 * computed exactly, unless that would cost more than the budget.
 */
final class OverlapFinder {
  private static final int CROSSINGS_PER_PAIR = 20_000;
  private static final long TESTS_PER_PAIR = 2_000_000;

  /** Neighbours whose boxes meet in an overlap are compared too; so many for each pair allowed. */
  private static final int CANDIDATES = 10;

  /** Vertices and crossings that overlays may work on, all pairs together. */
  private static final long WORK = 20_000_000;

  private final GridValidation exam;
  private final DrawingPlane plane;
  private final CoverageCheckOptions options;
  private final Workers workers;
  private final List<Finding> findings = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger small = new AtomicInteger();
  private final DoubleAdder smallArea = new DoubleAdder();
  private final AtomicLong workLeft = new AtomicLong(WORK);
  private final AtomicInteger notCompared = new AtomicInteger();

  OverlapFinder(
      GridValidation exam, DrawingPlane plane, CoverageCheckOptions options, Workers workers) {
    this.exam = exam;
    this.plane = plane;
    this.options = options;
    this.workers = workers;
  }

  /** Compares all pairs that lie on top of one another in some face. */
  void find(List<Face> faces) {
    List<Face> covered = faces.stream().filter(face -> face.grids() > 1).toList();
    if (covered.isEmpty()) {
      return;
    }
    List<long[]> groups = groups(pairs(covered));
    workers.share(
        groups.size(),
        1,
        (start, end) -> {
          for (int g = start; g < end; g++) {
            compare(groups.get(g));
          }
        });
    if (notCompared.get() > 0) {
      findings.add(
          new Finding(
              FindingKind.TOO_COMPLEX,
              null,
              covered.getFirst().geometry(exam.grid(0).geometry().getFactory()),
              0,
              List.of(),
              notCompared.get() + " more pairs lie on top of one another; they were not compared"));
    }
  }

  /** Pairs as larger grid (by vertices) and smaller grid in one number, in order. */
  private long[] pairs(List<Face> covered) {
    BoxIndex boxes = exam.boxes();
    PairList pairs = new PairList(CANDIDATES * options.pairBudget());
    for (Face face : covered) {
      Envelope land = face.envelope();
      boolean whole =
          visit(
              boxes,
              land,
              a ->
                  visit(
                      boxes,
                      land.intersection(exam.grid(a).geometry().getEnvelopeInternal()),
                      b -> b <= a || pairs.add(key(a, b))));
      if (!whole) {
        notCompared.incrementAndGet();
        break;
      }
    }
    return pairs.distinct();
  }

  /** Collects numbers, each kept once, up to a limit. */
  private static final class PairList {
    private final int limit;
    private long[] pairs = new long[256];
    private int size;

    PairList(int limit) {
      this.limit = limit;
    }

    /** False once there are too many. */
    boolean add(long pair) {
      if (size == pairs.length) {
        pairs = distinct();
        size = pairs.length;
        if (size > limit) {
          return false;
        }
        pairs = Arrays.copyOf(pairs, Math.max(256, 2 * size));
      }
      pairs[size++] = pair;
      return true;
    }

    long[] distinct() {
      Arrays.sort(pairs, 0, size);
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (i == 0 || pairs[i] != pairs[i - 1]) {
          pairs[kept++] = pairs[i];
        }
      }
      return Arrays.copyOf(pairs, kept);
    }
  }

  private static boolean visit(BoxIndex boxes, Envelope land, IntPredicate visitor) {
    return boxes.visit(land.getMinX(), land.getMinY(), land.getMaxX(), land.getMaxY(), visitor);
  }

  private long key(int a, int b) {
    boolean inOrder =
        exam.grid(a).geometry().getNumPoints() >= exam.grid(b).geometry().getNumPoints();
    return inOrder ? ((long) a << 32) | b : ((long) b << 32) | a;
  }

  /** Pairs with the same larger grid lie together, so that it is prepared once. */
  private static List<long[]> groups(long[] sorted) {
    List<long[]> groups = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || (sorted[i] >> 32) != (sorted[start] >> 32)) {
        groups.add(Arrays.copyOfRange(sorted, start, i));
        start = i;
      }
    }
    groups.sort(Comparator.comparingInt((long[] group) -> group.length).reversed());
    return groups;
  }

  private void compare(long[] group) {
    int larger = (int) (group[0] >> 32);
    Geometry a = exam.grid(larger).geometry();
    CrossingCount counter = new CrossingCount(a);
    RelateNG relate = RelateNG.prepare(a);
    for (long pair : group) {
      if (workLeft.get() <= 0 || findings.size() >= options.pairBudget()) {
        notCompared.incrementAndGet();
        continue;
      }
      int smaller = (int) pair;
      Geometry b = exam.grid(smaller).geometry();
      int crossings = counter.with(b, CROSSINGS_PER_PAIR, TESTS_PER_PAIR);
      if (crossings < 0) {
        addTooComplex(larger, smaller);
        continue;
      }
      workLeft.addAndGet(-(b.getNumPoints() + 4L * crossings));
      IntersectionMatrix matrix = relate.evaluate(b);
      if (matrix.get(Location.INTERIOR, Location.INTERIOR) < 2) {
        continue;
      }
      if (matrix.isCovers()) {
        add(smaller, larger, b, matrix.isCoveredBy());
      } else {
        workLeft.addAndGet(-(a.getNumPoints() / 8));
        addShared(larger, smaller);
      }
    }
  }

  private void addShared(int larger, int smaller) {
    Geometry a = exam.grid(larger).geometry();
    Geometry b = exam.grid(smaller).geometry();
    Geometry shared = FaceFindings.areal(OverlayNGRobust.overlay(a, b, OverlayNG.INTERSECTION));
    double area = plane.squareMetres(shared);
    if (area < options.minAreaSquareMetres()) {
      small.incrementAndGet();
      smallArea.add(area);
      return;
    }
    double areaA = plane.squareMetres(a);
    double areaB = plane.squareMetres(b);
    boolean coversB = areaB - area < leeway(areaB);
    boolean coversA = areaA - area < leeway(areaA);
    if (coversB) {
      add(smaller, larger, b, coversA);
    } else if (coversA) {
      add(larger, smaller, a, false);
    } else {
      findings.add(
          new Finding(
              FindingKind.OVERLAP,
              null,
              shared,
              area,
              exam.codes(List.of(larger, smaller)),
              FaceFindings.widthOfSliver(plane, shared, area)));
    }
  }

  /** What rounding may cut from a grid that lies on the border of another. */
  private double leeway(double area) {
    return Math.max(Math.min(options.minAreaSquareMetres(), 1e-3 * area), 1e-9 * area);
  }

  /** A grid that lies wholly in another, or is the same land with other corners. */
  private void add(int inner, int outer, Geometry land, boolean same) {
    double area = plane.squareMetres(land);
    if (area < options.minAreaSquareMetres()) {
      small.incrementAndGet();
      smallArea.add(area);
      return;
    }
    String first = exam.grid(inner).code();
    String second = exam.grid(outer).code();
    findings.add(
        same
            ? new Finding(
                FindingKind.DUPLICATE,
                null,
                land,
                area,
                exam.codes(List.of(inner, outer)),
                "the same land with different corners")
            : new Finding(
                FindingKind.CONTAINMENT,
                null,
                land,
                area,
                List.of(first, second),
                first + " lies wholly inside " + second));
  }

  private void addTooComplex(int a, int b) {
    findings.add(tooComplex(exam, a, b, CROSSINGS_PER_PAIR));
  }

  /** Two grids whose overlap is not computed. */
  static Finding tooComplex(GridValidation exam, int a, int b, int crossings) {
    Geometry one = exam.grid(a).geometry();
    Geometry other = exam.grid(b).geometry();
    Envelope meeting = one.getEnvelopeInternal().intersection(other.getEnvelopeInternal());
    return new Finding(
        FindingKind.TOO_COMPLEX,
        null,
        one.getFactory().toGeometry(meeting),
        0,
        exam.codes(List.of(a, b)),
        "their borders cross more than "
            + crossings
            + " times; overlaps and gaps here were not measured");
  }

  List<Finding> findings() {
    return findings;
  }

  int small() {
    return small.get();
  }

  double smallArea() {
    return smallArea.sum();
  }
}
