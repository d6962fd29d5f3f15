package org.gridmap.geodata.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/**
 * The whole command {@code ./gridmap check FILE} against {@code mapshaper FILE -clean}, turn by
 * turn: processor time and memory of both processes from their start to their end. Needs Linux.
 */
public final class CheckBench {
  private static final int CLOCK_TICKS_PER_SECOND = 100;
  private static final int SAMPLE_MILLISECONDS = 10;
  private static final Pattern PEAK_MEMORY = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  /** What one run cost. */
  private record Cost(double userSeconds, double wallSeconds, double megabytes) {}

  private final String gridmap;
  private final String mapshaper;
  private final Path folder;
  private final BenchTable table = new BenchTable();

  private CheckBench(String gridmap, String mapshaper, Path folder) {
    this.gridmap = gridmap;
    this.mapshaper = mapshaper;
    this.folder = folder;
  }

  /**
   * Measures and prints.
   *
   * @param arguments the script and the program that it is held against
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("gridmap-bench-");
    try {
      new CheckBench(arguments[0], arguments[1], folder).run();
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private void run() throws IOException, InterruptedException {
    List<GridShape> clean = new LatticeCoverage(7, 20, 10, 5, 25, 0).grids();
    compare("200 polygons, clean", clean, "", 5, Double.NaN);
    // Edges of some metres, as on surveyed borders: precincts of 6,000 corners, blocks of 800.
    compare("420 precincts", new DirtyCoverage(21, 20, 1490, 1), 10, 5, 1.0);
    compare("3,000 blocks", new DirtyCoverage(55, 55, 198, 1), 4, 5, 1.0);
    compare("100,000 polygons", new DirtyCoverage(400, 250, 5, 4), 1, 3, 0.5);
  }

  private void compare(String name, DirtyCoverage dirty, double times, int rounds, double goal)
      throws IOException, InterruptedException {
    long overlaps = planted(dirty, DirtyCoverage.Fault.OVERLAP);
    long copies = planted(dirty, DirtyCoverage.Fault.DUPLICATE);
    long gaps =
        planted(dirty, DirtyCoverage.Fault.GAP) + planted(dirty, DirtyCoverage.Fault.MISSING);
    List<GridShape> grids = BenchLayer.enlarged(dirty.grids(), times);
    compare(name, grids, overlaps + " " + copies + " " + gaps, rounds, goal);
  }

  private static long planted(DirtyCoverage dirty, DirtyCoverage.Fault fault) {
    return dirty.faults().values().stream().filter(fault::equals).count();
  }

  private void compare(String name, List<GridShape> grids, String planted, int rounds, double goal)
      throws IOException, InterruptedException {
    Path shapefile = BenchLayer.shapefile(grids, folder.resolve("layer.shp"));
    Path geoJson = BenchLayer.geoJson(grids, folder.resolve("layer.geojson"));
    for (Path file : List.of(shapefile, geoJson)) {
      List<Cost> ours = new ArrayList<>();
      List<Cost> theirs = new ArrayList<>();
      check(file);
      for (int round = 0; round < rounds; round++) {
        ours.add(check(file));
        theirs.add(cost(mapshaper, file.toString(), "-clean", "-o", folder + "/out/", "force"));
      }
      String found = found(Files.readString(folder.resolve("report.txt")));
      print(
          name + (file == shapefile ? ", Shapefile" : ", GeoJSON"),
          ours,
          theirs,
          goal,
          planted.isEmpty() || found.equals(planted)
              ? ""
              : "; WRONG: " + found + " found, " + planted + " planted");
    }
  }

  private Cost check(Path file) throws IOException, InterruptedException {
    return cost(gridmap, "check", file.toString(), "--out", folder + "/report.txt");
  }

  /** Overlaps, duplicates and gaps that the report counts. */
  private static String found(String report) {
    return count(report, "overlaps")
        + " "
        + count(report, "duplicates")
        + " "
        + count(report, "gaps");
  }

  private static String count(String report, String kind) {
    Matcher line = Pattern.compile("(?m)^" + kind + ": ([0-9,]+)").matcher(report);
    return line.find() ? line.group(1).replace(",", "") : "0";
  }

  private Cost cost(String... command) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("out"));
    long before = ticksOfChildren();
    long started = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    long kilobytes = 0;
    while (!process.waitFor(SAMPLE_MILLISECONDS, java.util.concurrent.TimeUnit.MILLISECONDS)) {
      kilobytes = Math.max(kilobytes, peak(process.pid()));
    }
    double wall = (System.nanoTime() - started) / 1e9;
    if (process.exitValue() > 1) {
      throw new IOException(
          String.join(" ", command) + ": " + Files.readString(folder.resolve("log.txt")));
    }
    return new Cost(
        (double) (ticksOfChildren() - before) / CLOCK_TICKS_PER_SECOND, wall, kilobytes / 1024.0);
  }

  /** User time of the processes that have ended: the fourteenth field behind the name. */
  private static long ticksOfChildren() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[13]);
  }

  private static long peak(long pid) {
    try {
      Matcher peak = PEAK_MEMORY.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      return peak.find() ? Long.parseLong(peak.group(1)) : 0;
    } catch (IOException e) {
      // It ended between two looks.
      return 0;
    }
  }

  private void print(String name, List<Cost> ours, List<Cost> theirs, double goal, String note) {
    Statistics wall = statistics(ours, Cost::wallSeconds);
    table.row(
        "check of " + name,
        "mapshaper -clean",
        "s user time",
        statistics(ours, Cost::userSeconds),
        statistics(theirs, Cost::userSeconds),
        Double.isNaN(goal) ? "1.0 s wall" : String.format(Locale.ROOT, "≤ %.1f", goal),
        String.format(
            Locale.ROOT,
            "%.2f s wall, %.0f MB against %.0f%s",
            wall.getPercentile(50),
            statistics(ours, Cost::megabytes).getMax(),
            statistics(theirs, Cost::megabytes).getMax(),
            note));
  }

  private static Statistics statistics(List<Cost> costs, ToDoubleFunction<Cost> what) {
    ListStatistics statistics = new ListStatistics();
    costs.stream().mapToDouble(what).forEach(statistics::addValue);
    return statistics;
  }
}
