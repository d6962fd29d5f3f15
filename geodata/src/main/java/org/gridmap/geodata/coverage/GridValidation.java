package org.gridmap.geodata.coverage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.gridmap.geodata.corner.Ordinates;
import org.gridmap.geodata.coverage.arrangement.EvenOdd;
import org.gridmap.geodata.coverage.arrangement.Workers;
import org.gridmap.geodata.guard.Validity;
import org.gridmap.geodata.index.BoxIndex;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryComponentFilter;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;

/**
 * Looks at each grid by itself: is it valid, in range, in one part, given once? What passes is
 * drawn into the arrangement. An invalid grid takes part as what the even-odd rule makes of its
 * rings; what is found with it is approximate.
 */
final class GridValidation {
  /** Comparisons of segments that one corner may cost; ordinary outlines need a dozen. */
  private static final long TESTS_PER_CORNER = 400;

  private static final long MOST_TESTS = 10_000_000;

  /** Crossings of its own rings up to which an invalid grid is read. */
  private static final int OWN_CROSSINGS = 20_000;

  private final List<GridShape> grids;

  private final DrawingPlane plane;
  private final @Nullable Geometry[] drawn;
  private final boolean[] measured;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Envelope> unexamined = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();
  private final Set<String> approximate = new HashSet<>();

  /** Corners that no file has: where an invalid ring crosses itself. */
  private final Set<Coordinate> made = new HashSet<>();

  GridValidation(List<GridShape> grids, DrawingPlane plane, Workers workers) {
    this.grids = new ArrayList<>(grids);
    this.plane = plane;
    this.drawn = new Geometry[grids.size()];
    this.measured = new boolean[grids.size()];
    Validity[] validities = new Validity[grids.size()];
    long[] hashes = new long[grids.size()];
    workers.share(
        grids.size(),
        64,
        (start, end) -> {
          for (int g = start; g < end; g++) {
            Geometry geometry = grids.get(g).geometry();
            Numbers numbers = new Numbers(plane);
            geometry.apply(numbers);
            hashes[g] = numbers.hash;
            validities[g] =
                numbers.outOfRange != null
                    ? new Validity(
                        Validity.InvalidityKind.INVALID, numbers.outOfRange, numbers.reason)
                    : Validity.of(
                        geometry, Math.min(MOST_TESTS, TESTS_PER_CORNER * geometry.getNumPoints()));
            boolean valid = validities[g].kind() == Validity.InvalidityKind.VALID;
            drawn[g] =
                valid
                    ? geometry
                    : numbers.usable() && isCrossing(validities[g]) ? evenOdd(geometry) : null;
            measured[g] = drawn[g] != null;
          }
        });
    for (int g = 0; g < drawn.length; g++) {
      report(g, validities[g]);
    }
    findDuplicates(hashes);
    for (int g = 0; g < drawn.length; g++) {
      take(g, drawn[g]);
    }
  }

  /** From here on a grid is what is drawn of it. */
  private void take(int g, @Nullable Geometry land) {
    if (land != null && land != grids.get(g).geometry()) {
      grids.set(g, new GridShape(grids.get(g).code(), land));
    }
  }

  private @Nullable Geometry evenOdd(Geometry crossing) {
    Geometry land =
        EvenOdd.read(
            crossing,
            plane.latticePerUnit(),
            OWN_CROSSINGS,
            Math.min(MOST_TESTS, TESTS_PER_CORNER * crossing.getNumPoints()));
    return land == null || land.isEmpty() ? null : land;
  }

  private static boolean isCrossing(Validity validity) {
    return validity.kind() == Validity.InvalidityKind.INVALID && validity.place() != null;
  }

  private void report(int g, Validity validity) {
    GridShape grid = grids.get(g);
    if (validity.kind() == Validity.InvalidityKind.VALID) {
      if (grid.geometry().getNumGeometries() > 1) {
        findings.add(
            new Finding(
                FindingKind.MULTIPART,
                null,
                grid.geometry(),
                plane.squareMetres(grid.geometry()),
                List.of(grid.code()),
                grid.geometry().getNumGeometries() + " separate parts"));
      }
      return;
    }
    FindingKind kind =
        validity.kind() == Validity.InvalidityKind.INVALID
            ? FindingKind.INVALID
            : FindingKind.TOO_COMPLEX;
    Coordinate place = validity.place();
    findings.add(
        new Finding(kind, null, point(grid, place), 0, List.of(grid.code()), validity.reason()));
    Geometry land = drawn[g];
    if (land != null) {
      approximate.add(grid.code());
      made.addAll(List.of(land.getCoordinates()));
      List.of(grid.geometry().getCoordinates()).forEach(made::remove);
    } else {
      if (kind == FindingKind.INVALID) {
        unread.add(grid.code() + ": what it shares with others and leaves open was not measured");
      }
      Envelope envelope = grid.geometry().getEnvelopeInternal();
      if (!envelope.isNull() && Double.isFinite(envelope.getArea())) {
        unexamined.add(envelope);
      }
    }
  }

  private static Geometry point(GridShape grid, @Nullable Coordinate place) {
    GeometryFactory factory = grid.geometry().getFactory();
    return place == null ? factory.createPoint() : factory.createPoint(place.copy());
  }

  /** Equal outlines are one finding however many there are; only the first goes on. */
  private void findDuplicates(long[] hashes) {
    Map<Long, List<Integer>> byHash = new HashMap<>();
    Map<Integer, List<Integer>> copies = new TreeMap<>();
    Map<Integer, Geometry> normal = new HashMap<>();
    for (int g = 0; g < drawn.length; g++) {
      if (drawn[g] == null) {
        continue;
      }
      List<Integer> alike = byHash.computeIfAbsent(hashes[g], hash -> new ArrayList<>(1));
      Integer twin = null;
      for (int other : alike) {
        Geometry a = normal.computeIfAbsent(other, i -> grids.get(i).geometry().norm());
        Geometry b = normal.computeIfAbsent(g, i -> grids.get(i).geometry().norm());
        if (a.equalsExact(b)) {
          twin = other;
          break;
        }
      }
      if (twin == null) {
        alike.add(g);
      } else {
        copies.computeIfAbsent(twin, first -> new ArrayList<>(List.of(first))).add(g);
        drawn[g] = null;
        measured[g] = false;
      }
    }
    copies.forEach((first, all) -> {
      Geometry geometry = Objects.requireNonNull(drawn[first]);
      findings.add(
          new Finding(
              FindingKind.DUPLICATE,
              null,
              geometry,
              plane.squareMetres(geometry),
              codes(all),
              "the same outline " + all.size() + " times"));
    });
  }

  /** What was found so far. */
  List<Finding> findings() {
    return findings;
  }

  /** The grids to draw, by number; null for one that is not. */
  @Nullable Geometry[] drawn() {
    return drawn.clone();
  }

  /** Draws grids with the corners of others that lie on their edges. */
  void redraw(JunctionNoding junctions) {
    for (int g : junctions.owners()) {
      Geometry geometry = grids.get(g).geometry();
      Geometry noded = junctions.into(geometry);
      if (drawn[g] != null && noded != geometry) {
        drawn[g] = noded;
        take(g, noded);
      }
    }
  }

  /** True if the overlaps of a grid are measured. */
  boolean measured(int grid) {
    return measured[grid];
  }

  /** What a grid is taken to be: as given, or as the even-odd rule reads it. */
  GridShape grid(int number) {
    return grids.get(number);
  }

  /** What could not be read at all, a sentence for each. */
  List<String> unread() {
    return unread;
  }

  /** True if a finding rests on a reading of invalid rings. */
  boolean isApproximate(Finding finding) {
    return finding.kind() != FindingKind.INVALID
        && finding.kind() != FindingKind.TOO_COMPLEX
        && finding.grids().stream().anyMatch(approximate::contains);
  }

  /** True if no file has a corner here, but an invalid ring crosses itself. */
  boolean isMade(double x, double y) {
    return !made.isEmpty() && made.contains(new Coordinate(x, y));
  }

  int size() {
    return grids.size();
  }

  /** Takes a grid out because of what it would cost. */
  void giveUp(int grid) {
    drawn[grid] = null;
    measured[grid] = false;
    unexamined.add(grids.get(grid).geometry().getEnvelopeInternal());
  }

  /** True if land meets the box of a grid that could not be drawn: a gap there may be none. */
  boolean doubtful(Envelope land) {
    return unexamined.stream().anyMatch(land::intersects);
  }

  /** The codes of grids, in their order. */
  List<String> codes(Iterable<Integer> numbers) {
    List<String> codes = new ArrayList<>();
    numbers.forEach(number -> codes.add(grids.get(number).code()));
    codes.sort(CodeOrder.CODES);
    return codes;
  }

  /** The boxes of all grids that are measured; those of the others meet nothing. */
  BoxIndex boxes() {
    Envelope all = new Envelope();
    for (int g = 0; g < drawn.length; g++) {
      if (measured[g]) {
        all.expandToInclude(grids.get(g).geometry().getEnvelopeInternal());
      }
    }
    double beyond = Math.max(all.getMaxX(), all.getMaxY()) + 1;
    double[] boxes = new double[4 * drawn.length];
    for (int g = 0; g < drawn.length; g++) {
      Envelope envelope = measured[g] ? grids.get(g).geometry().getEnvelopeInternal() : null;
      boxes[4 * g] = envelope == null ? beyond : envelope.getMinX();
      boxes[4 * g + 1] = envelope == null ? beyond : envelope.getMinY();
      boxes[4 * g + 2] = envelope == null ? beyond : envelope.getMaxX();
      boxes[4 * g + 3] = envelope == null ? beyond : envelope.getMaxY();
    }
    return new BoxIndex(boxes);
  }

  /** One pass over the numbers: range, and a hash that does not depend on where rings begin. */
  private static final class Numbers implements GeometryComponentFilter {
    private final DrawingPlane plane;
    private long hash;
    private boolean finite = true;
    private @Nullable Coordinate outOfRange;
    private String reason = "";

    Numbers(DrawingPlane plane) {
      this.plane = plane;
    }

    boolean usable() {
      return finite && outOfRange == null;
    }

    @Override
    public void filter(Geometry component) {
      if (!(component instanceof LineString ring)) {
        return;
      }
      double[] xy = Ordinates.of(ring.getCoordinateSequence());
      // A closed ring names its first point twice.
      for (int i = 2; i < xy.length; i += 2) {
        look(xy[i] + 0.0, xy[i + 1] + 0.0);
      }
    }

    private void look(double x, double y) {
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        finite = false;
      } else if (outOfRange == null) {
        String fault = plane.outOfRange(x, y);
        if (fault != null) {
          outOfRange = new Coordinate(x, y);
          reason = fault;
        }
      }
      long h = Double.doubleToRawLongBits(x) * 31 + Double.doubleToRawLongBits(y);
      h = (h ^ (h >>> 31)) * 0x9E3779B97F4A7C15L;
      hash += (h ^ (h >>> 29)) * 0xBF58476D1CE4E5B9L;
    }
  }
}
