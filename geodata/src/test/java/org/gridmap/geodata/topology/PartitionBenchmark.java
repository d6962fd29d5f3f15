package org.gridmap.geodata.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.coverage.LatticeCoverage;
import org.gridmap.geodata.topology.GridPartition.BuildOptions;
import org.gridmap.geodata.topology.GridPartition.Source;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Building a partition of 10,000 grids with 73 corners each, against what JTS needs to say that the
 * same polygons fit (its coverage validator, and the union for the holes); and one edit with its
 * hash and its undo, in a town of 76 grids and in those 10,000.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g"})
public class PartitionBenchmark {
  private List<Source> sources = List.of();
  private Geometry[] polygons = new Geometry[0];
  private Drag small = new Drag(Towns.town());
  private Drag large = small;

  /** Moves one vertex after another, each there and back. */
  private static final class Drag {
    private final GridPartition plan;
    private final List<Edge> edges;
    private int next;

    Drag(GridPartition plan) {
      this.plan = plan;
      this.edges =
          plan.edges().stream()
              .filter(edge -> !edge.left().isEmpty() && !edge.right().isEmpty())
              .filter(edge -> edge.points().size() > 2)
              .toList();
    }

    String once() {
      while (true) {
        Edge edge = edges.get(Math.floorMod(next++ * 7919, edges.size()));
        Coordinate at = edge.points().get(1);
        try {
          Change change =
              plan.apply(
                  new Operation.MoveVertex(edge.id(), 1, new Coordinate(at.x + 2e-7, at.y - 1e-7)));
          String hash = plan.hash();
          plan.revert(change);
          return hash;
        } catch (RefusedOperationException tooNarrowThere) {
          continue;
        }
      }
    }
  }

  /** Makes the polygons and both partitions. */
  @Setup
  public void lay() throws RefusedBuildException {
    LatticeCoverage lattice = new LatticeCoverage(7, 100, 100, 16, 3, 0.02);
    List<Source> all = new ArrayList<>();
    all.add(new Source(new PartitionGrid("R", "R", null, null, GridKind.BASE, false), null));
    for (GridShape shape : lattice.grids()) {
      Polygon polygon = (Polygon) shape.geometry();
      all.add(
          new Source(
              new PartitionGrid(shape.code(), shape.code(), "R", null, GridKind.BASE, true),
              Towns.multi(polygon)));
    }
    sources = List.copyOf(all);
    polygons = lattice.grids().stream().map(GridShape::geometry).toArray(Geometry[]::new);
    large = new Drag(GridPartition.build(sources, null, BuildOptions.EXACT).partition());
    small.plan.hash();
    large.plan.hash();
  }

  /** JTS: is it a coverage, and has its union holes? */
  @Benchmark
  public int reference() {
    int found = 0;
    for (Geometry wrong : CoverageValidator.validate(polygons)) {
      found += wrong == null ? 0 : 1;
    }
    Geometry union = CoverageUnion.union(polygons);
    for (int g = 0; g < union.getNumGeometries(); g++) {
      found += ((Polygon) union.getGeometryN(g)).getNumInteriorRing();
    }
    return found;
  }

  /** The partition, checked and labelled. */
  @Benchmark
  public GridPartition build() throws RefusedBuildException {
    return GridPartition.build(sources, null, BuildOptions.EXACT).partition();
  }

  /** A vertex moved and moved back, with the hash, in the town. */
  @Benchmark
  public String editTown() {
    return small.once();
  }

  /** The same among 10,000 grids. */
  @Benchmark
  public String editLarge() {
    return large.once();
  }
}
