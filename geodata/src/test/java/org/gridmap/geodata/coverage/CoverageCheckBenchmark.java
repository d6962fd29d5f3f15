package org.gridmap.geodata.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.union.UnaryUnionOp;
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
 * The coverage doctor against the cheapest complete answer that JTS gives: its coverage validator
 * and the holes of the union. Both look at the same 20,000 polygons with 78 planted faults.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx2g"})
public class CoverageCheckBenchmark {
  static final int COLUMNS = 200;
  static final int ROWS = 100;

  private List<GridShape> grids = List.of();
  private Geometry[] geometries = new Geometry[0];

  /** Makes the layer. */
  @Setup
  public void plant() {
    grids = new DirtyCoverage(COLUMNS, ROWS).grids();
    geometries = grids.stream().map(GridShape::geometry).toArray(Geometry[]::new);
  }

  /**
   * JTS: the invalid edges of every polygon, then the holes of the union. The fast union takes only
   * what the validator accepts, so what it refuses is added by the general one.
   */
  @Benchmark
  public int reference() {
    int found = 0;
    List<Geometry> accepted = new ArrayList<>(geometries.length);
    List<Geometry> rest = new ArrayList<>();
    Geometry[] wrong = CoverageValidator.validate(geometries);
    for (int g = 0; g < geometries.length; g++) {
      found += wrong[g] == null ? 0 : 1;
      (wrong[g] == null ? accepted : rest).add(geometries[g]);
    }
    rest.add(CoverageUnion.union(accepted.toArray(Geometry[]::new)));
    Geometry union = UnaryUnionOp.union(rest);
    for (int g = 0; g < union.getNumGeometries(); g++) {
      found += ((Polygon) union.getGeometryN(g)).getNumInteriorRing();
    }
    return found;
  }

  /** The doctor on one thread. */
  @Benchmark
  public CoverageReport doctorOneThread() {
    return CoverageCheck.check(grids, null, CoverageCheckOptions.standard().withParallelism(1));
  }

  /** The doctor on two threads. */
  @Benchmark
  public CoverageReport doctorTwoThreads() {
    return CoverageCheck.check(grids, null, CoverageCheckOptions.standard().withParallelism(2));
  }
}
