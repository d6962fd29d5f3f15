package org.gridmap.backend.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.gridmap.backend.GridMapApplication;
import org.gridmap.backend.operations.cluster.DatabaseLogins;
import org.gridmap.backend.operations.cluster.PrivateCluster;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The Java side of {@code ./gridmap bench}: the server of the product, and what measures it. */
@Command(
    name = "gridmap bench",
    description =
        "Measures speed and prints ratios against references of the same run. The server works on a"
            + " database of its own, below GRIDMAP_HOME.",
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
  @Option(
      names = "--houses",
      split = ",",
      description = "Sizes of the town, ascending (default: 10000,100000,1000000).")
  private List<Integer> sizes = List.of(10_000, 100_000, 1_000_000);

  @Option(
      names = "--parts",
      split = ",",
      description = "Only these of ${COMPLETION-CANDIDATES}, and nothing outside of the server.")
  private Set<BenchRun.Part> parts = EnumSet.allOf(BenchRun.Part.class);

  /** Measures and ends the process. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new BenchCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path home = Files.createDirectories(Path.of(System.getenv("GRIDMAP_HOME"), "bench"));
    // Those of an earlier run belong to its database, which is gone.
    Files.deleteIfExists(home.resolve("audit-anchors.log"));
    PrivateCluster cluster = PrivateCluster.in(home, step -> System.err.println("· " + step));
    DatabaseLogins database = cluster.start();
    try (ConfigurableApplicationContext context = serve(home, database)) {
      int port =
          Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
      System.out.println(
          "| work | ours | reference | unit | against | ratio | goal | spread | rounds | note |");
      System.out.println("|---|--:|--:|---|---|--:|---|---|--:|---|");
      context
          .getBean(BenchRun.class)
          .run(parts, sizes, port, step -> System.err.println("· " + step), BenchCommand::print);
      return 0;
    } finally {
      cluster.destroy();
    }
  }

  private static ConfigurableApplicationContext serve(Path home, DatabaseLogins database) {
    Map<String, Object> properties = new HashMap<>(database.properties());
    properties.put("logging.level.root", "ERROR");
    return new SpringApplicationBuilder(GridMapApplication.class)
        .logStartupInfo(false)
        .properties(properties)
        // Its own keys and anchors: those of the installation belong to another database.
        .run("--server.port=0", "--gridmap.home=" + home);
  }

  private static void print(BenchRow row) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |%n",
        row.work(),
        figure(row.ours() < 10 ? "%.2f" : "%,.1f", row.ours()),
        figure(row.theirs() < 10 ? "%.2f" : "%,.1f", row.theirs()),
        row.unit(),
        row.reference(),
        figure("%.2f", row.ratio()),
        row.goal(),
        row.spread(),
        row.rounds() == 0 ? "–" : row.rounds(),
        row.note());
  }

  private static String figure(String format, double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
  }
}
