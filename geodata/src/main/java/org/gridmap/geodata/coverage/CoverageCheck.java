package org.gridmap.geodata.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.geodata.coverage.arrangement.EdgeMismatches;
import org.gridmap.geodata.coverage.arrangement.EdgeTable;
import org.gridmap.geodata.coverage.arrangement.Face;
import org.gridmap.geodata.coverage.arrangement.FaceGraph;
import org.gridmap.geodata.coverage.arrangement.SegmentNoder;
import org.gridmap.geodata.coverage.arrangement.Segments;
import org.gridmap.geodata.coverage.arrangement.Strips;
import org.gridmap.geodata.coverage.arrangement.Workers;
import org.gridmap.geodata.guard.Validity;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Checks whether the land is covered once and only once, and if not, where and by whom.
 *
 * <p>Equal edges of neighbours cancel; the few that remain are noded into an arrangement whose
 * faces know how many grids lie on them: 0 inside the required area is a gap, 2 and more an
 * overlap, 1 outside the parent is outside. So the cost grows with the number of edges, and the
 * costly part only with what is wrong. Nothing is repaired.
 */
public final class CoverageCheck {
  private static final int MAX_ATTEMPTS = 5;
  private static final int NAMED_PAIRS = 20;
  private static final long SEGMENT_TESTS = 6_000_000;

  private final DrawingPlane plane;
  private final CoverageCheckOptions options;
  private final Workers workers;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();

  private CoverageCheck(DrawingPlane plane, CoverageCheckOptions options, Workers workers) {
    this.plane = plane;
    this.options = options;
    this.workers = workers;
  }

  /**
   * Checks grids in degrees that are meant to lie side by side: the children of one parent, or one
   * level.
   *
   * @param grids any number of grids in degrees, longitude first
   * @param parent the land that they have to cover, or null if only their own outline is known
   * @param options the smallest area, the tolerance, the threads and the budgets
   * @return all findings, largest first
   */
  public static CoverageReport check(
      List<GridShape> grids, @Nullable Geometry parent, CoverageCheckOptions options) {
    return check(grids, parent, DrawingPlane.degrees(), options);
  }

  /**
   * The same in the plane in which the grids were drawn: what lies on or across what is decided
   * there, with its straight lines.
   *
   * @param grids any number of grids in the coordinates of the plane
   * @param parent the land that they have to cover, in the same coordinates, or null
   * @param plane the plane
   * @param options the smallest area, the tolerance, the threads and the budgets
   * @return all findings in degrees, EPSG:4490, largest first
   */
  public static CoverageReport check(
      List<GridShape> grids,
      @Nullable Geometry parent,
      DrawingPlane plane,
      CoverageCheckOptions options) {
    try (Workers workers = new Workers(options.parallelism())) {
      return new CoverageCheck(plane, options, workers).run(List.copyOf(grids), parent);
    }
  }

  private CoverageReport run(List<GridShape> grids, @Nullable Geometry givenParent) {
    GridValidation exam = new GridValidation(grids, plane, workers);
    Geometry parent = usable(givenParent);
    CoverageReport.LeftOut leftOut = CoverageReport.LeftOut.NOTHING;
    EdgeTable table = new EdgeTable(exam.drawn(), parent, workers);
    Segments open = table.open();
    JunctionNoding junctions = junctions(exam, table, open);
    if (!junctions.isEmpty()) {
      exam.redraw(junctions);
      parent = parent == null ? null : junctions.into(parent);
      table = new EdgeTable(exam.drawn(), parent, workers);
      open = table.open();
    }
    Segments noded = null;
    for (int attempt = 0; attempt < MAX_ATTEMPTS && noded == null; attempt++) {
      Busy busy = new Busy(table);
      noded =
          new SegmentNoder(
                  plane.latticePerUnit(),
                  options.crossingBudget(),
                  SEGMENT_TESTS + 100L * open.size(),
                  busy)
              .node(open);
      if (noded == null) {
        giveUpWorst(exam, busy);
        table = new EdgeTable(exam.drawn(), parent, workers);
        open = table.open();
      }
    }
    addMismatches(exam, table, open, grids);
    if (noded == null) {
      findings.add(
          new Finding(
              FindingKind.TOO_COMPLEX,
              null,
              new GeometryFactory().createPoint(),
              0,
              List.of(),
              "borders cross too often everywhere; overlaps and gaps were not measured"));
    } else {
      FaceGraph graph = new FaceGraph(noded);
      List<Face> faces = graph.faces();
      GeometryFactory factory =
          grids.isEmpty() ? new GeometryFactory() : grids.getFirst().geometry().getFactory();
      FaceFindings lands =
          new FaceFindings(
              exam, table, noded, plane, parent != null, options.minAreaSquareMetres(), factory);
      lands.read(faces);
      findings.addAll(lands.findings());
      OverlapFinder overlaps = new OverlapFinder(exam, plane, options, workers);
      overlaps.find(faces);
      findings.addAll(overlaps.findings());
      StripFindings strips = new StripFindings(exam, plane, options.minAreaSquareMetres(), factory);
      if (options.gapWidthMetres() > 0) {
        strips.read(
            Strips.find(
                graph,
                table,
                plane,
                parent != null,
                options.gapWidthMetres(),
                SEGMENT_TESTS + 200L * noded.size()));
      }
      findings.addAll(strips.findings());
      leftOut =
          new CoverageReport.LeftOut(
              overlaps.small(),
              overlaps.smallArea(),
              lands.smallGaps(),
              lands.smallGapArea(),
              lands.smallOutside(),
              lands.smallOutsideArea(),
              strips.small(),
              strips.smallArea());
    }
    findings.addAll(exam.findings());
    unread.addAll(exam.unread());
    List<Finding> placed =
        findings.stream().map(finding -> finding.in(plane, exam.isApproximate(finding))).toList();
    return new CoverageReport(
        grids.size(),
        givenParent != null,
        placed,
        junctions.told(),
        leftOut,
        unread,
        List.of(),
        options);
  }

  /** The corners that lie exactly on an edge of another, so that they are no defect. */
  private JunctionNoding junctions(GridValidation exam, EdgeTable table, Segments open) {
    return JunctionNoding.find(
        table,
        open,
        () ->
            Resolution.exactMetres(
                Arrays.stream(exam.drawn()).filter(Objects::nonNull).toList(), plane),
        plane,
        SEGMENT_TESTS / 4 + 50L * open.size());
  }

  /** The parent if it can be computed with; an invalid one is a finding, and is left aside. */
  private @Nullable Geometry usable(@Nullable Geometry parent) {
    if (parent == null) {
      return null;
    }
    Validity validity = Validity.of(parent, SEGMENT_TESTS);
    if (validity.kind() == Validity.InvalidityKind.VALID) {
      return parent;
    }
    Coordinate place = validity.place();
    GeometryFactory factory = parent.getFactory();
    unread.add("the parent outline: nothing was compared with it");
    findings.add(
        new Finding(
            FindingKind.INVALID,
            null,
            place == null ? factory.createPoint() : factory.createPoint(place),
            0,
            List.of(),
            "the parent outline: " + validity.reason() + "; it was left aside"));
    return null;
  }

  private void addMismatches(
      GridValidation exam, EdgeTable table, Segments open, List<GridShape> grids) {
    if (grids.isEmpty()) {
      return;
    }
    GeometryFactory factory = grids.getFirst().geometry().getFactory();
    EdgeMismatches.Result result =
        EdgeMismatches.find(
            table,
            open,
            plane,
            options.edgeToleranceMetres(),
            SEGMENT_TESTS / 4 + 50L * open.size());
    for (EdgeMismatches.Mismatch mismatch : result.mismatches()) {
      if (exam.isMade(mismatch.x(), mismatch.y())) {
        continue;
      }
      List<String> codes = exam.codes(mismatch.grids());
      findings.add(
          new Finding(
              FindingKind.EDGE_MISMATCH,
              null,
              factory.createPoint(new Coordinate(mismatch.x(), mismatch.y())),
              0,
              codes,
              describe(mismatch)));
    }
    if (!result.complete()) {
      findings.add(
          new Finding(
              FindingKind.TOO_COMPLEX,
              null,
              factory.createPoint(),
              0,
              List.of(),
              "too many corners lie close together; not all edge mismatches were looked for"));
    }
  }

  private static String describe(EdgeMismatches.Mismatch mismatch) {
    long millimetres = Math.round(mismatch.metres() * 1000);
    String off = millimetres == 0 ? "" : ", " + millimetres + " mm off";
    return mismatch.onBorder()
        ? "a corner on a border that has none there" + off
        : "two corners that do not quite meet" + off;
  }

  /** Takes out the grids that cost most, so that the rest can be answered. */
  private void giveUpWorst(GridValidation exam, Busy busy) {
    List<Map.Entry<Long, Integer>> worst =
        busy.pairs.entrySet().stream()
            .sorted(Map.Entry.<Long, Integer>comparingByValue(Comparator.reverseOrder()))
            .toList();
    Set<Integer> givenUp = new TreeSet<>();
    Set<Integer> told = new TreeSet<>();
    long covered = 0;
    int named = 0;
    for (Map.Entry<Long, Integer> entry : worst) {
      if (2 * covered >= busy.total && !givenUp.isEmpty()) {
        break;
      }
      covered += entry.getValue();
      long pair = entry.getKey() * Busy.GATHER;
      int a = (int) (pair >> 32);
      int b = (int) pair;
      boolean news = exam.measured(Math.max(a, 0)) || exam.measured(Math.max(b, 0));
      if (a >= 0) {
        givenUp.add(a);
      }
      if (b >= 0) {
        givenUp.add(b);
      }
      if (news && a >= 0 && b >= 0 && a != b && named++ < NAMED_PAIRS) {
        findings.add(OverlapFinder.tooComplex(exam, a, b, entry.getValue()));
        told.addAll(List.of(a, b));
      }
    }
    if (named > NAMED_PAIRS) {
      findings.add(
          new Finding(
              FindingKind.TOO_COMPLEX,
              null,
              new GeometryFactory().createPoint(),
              0,
              exam.codes(givenUp),
              "the borders of these grids cross one another too often; what lies under them was"
                  + " not measured"));
    }
    for (int grid : givenUp) {
      if (named <= NAMED_PAIRS && exam.measured(grid) && !told.contains(grid)) {
        unread.add(
            exam.grid(grid).code() + ": its border costs too much to compare; it was left aside");
      }
      exam.giveUp(grid);
    }
  }

  /** Counts for which pairs of grids the noder compares most segments; −1 stands for the parent. */
  private static final class Busy implements SegmentNoder.CrossingListener {
    /** An odd factor and its inverse: Long hashes of plain pairs fall on few values. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final long GATHER = 0xF1DE83E19937733DL;

    private final EdgeTable table;
    private final Map<Long, Integer> pairs = new HashMap<>();
    private long total;

    Busy(EdgeTable table) {
      this.table = table;
    }

    @Override
    public void crossing(int originA, int originB) {
      int a = table.anyOwner(originA);
      int b = table.anyOwner(originB);
      long key = ((long) Math.min(a, b) << 32) | (Math.max(a, b) & 0xffffffffL);
      pairs.merge(key * SPREAD, 1, Integer::sum);
      total++;
    }
  }
}
