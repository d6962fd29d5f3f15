package org.gridmap.backend.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.house.HouseTilePreparation;
import org.gridmap.backend.intake.Intake;
import org.gridmap.backend.land.GridTilePreparation;
import org.gridmap.backend.map.TileRenderer;
import org.gridmap.backend.register.load.Register;
import org.gridmap.backend.sql.JobPool;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Every measurement of the backend, on a database that belongs to it alone. */
@Component
class BenchRun {
  /** What can be measured by itself. */
  enum Part {
    TILES,
    PLANS,
    EVENTS,
    IMPORT
  }

  private static final int COLUMNS = 100;
  private static final int ROWS = 64;
  private static final int IMPORTED_HOUSES = 100_000;
  private static final int HOUSES_WITH_EVENTS = 60_000;

  private final JdbcTemplate jdbc;
  private final DriverManagerDataSource dataSource;
  private final GridTilePreparation grids;
  private final HouseTilePreparation houses;
  private final TileRenderer renderer;
  private final Intake intake;
  private final JdbcClient job;
  private final ResidentBench residents;

  BenchRun(
      @Value("${spring.flyway.url:}") String url,
      @Value("${spring.flyway.user:}") String owner,
      @Value("${spring.flyway.password:}") String password,
      GridTilePreparation grids,
      HouseTilePreparation houses,
      TileRenderer renderer,
      Intake intake,
      JdbcClient app,
      @JobPool JdbcClient job,
      TransactionTemplate transactions,
      Register register) {
    // As the owner of the tables: the application may not empty and analyse them.
    this.dataSource = new DriverManagerDataSource(url, owner, password);
    this.jdbc = new JdbcTemplate(dataSource);
    this.grids = grids;
    this.houses = houses;
    this.renderer = renderer;
    this.intake = intake;
    this.job = job;
    this.residents = new ResidentBench(jdbc, app, job, transactions, register);
  }

  /**
   * Measures; minutes.
   *
   * @param parts what is measured
   * @param sizes numbers of houses, ascending
   * @param port where this process serves HTTP
   * @param progress told what is being measured
   * @param rows told what was measured, as soon as it is known
   */
  void run(
      Set<Part> parts,
      List<Integer> sizes,
      int port,
      Consumer<String> progress,
      Consumer<BenchRow> rows)
      throws SQLException, IOException, InterruptedException {
    if (parts.contains(Part.TILES)) {
      tiles(sizes, port, progress, rows);
    }
    if (parts.contains(Part.PLANS)) {
      edits(port, progress, rows);
    }
    if (parts.contains(Part.EVENTS)) {
      events(port, progress, rows);
    }
    if (parts.contains(Part.IMPORT)) {
      progress.accept("import");
      empty();
      ImportBench imports = new ImportBench(intake, jdbc);
      imports.run(IMPORTED_HOUSES / 10);
      rows.accept(imports.run(IMPORTED_HOUSES));
    }
  }

  private void tiles(
      List<Integer> sizes, int port, Consumer<String> progress, Consumer<BenchRow> rows)
      throws SQLException, IOException, InterruptedException {
    GrowthBench growth = new GrowthBench(dataSource, renderer);
    for (int size : sizes) {
      progress.accept(
          "filling a town of " + size + " houses and " + COLUMNS * ROWS + " leaf grids");
      empty();
      BenchTown town = new BenchTown(jdbc, grids, houses, COLUMNS, ROWS);
      town.fill(size);
      growth.measure(size, town.bounds());
      if (size == sizes.getLast()) {
        TileBench tiles = new TileBench(dataSource, renderer);
        progress.accept("cold tiles");
        tiles.cold(town.bounds(), 300, 9).forEach(rows);
        progress.accept("warm tiles");
        BenchDoor door = BenchDoor.open(jdbc, Role.COMMUNITY_LEAD, BenchTown.ROOT_CODE);
        new WarmBench(port, door.cookie()).run(tiles.list(town.bounds(), 200)).forEach(rows);
        progress.accept("a list of residents");
        residents.run(port).forEach(rows);
      }
    }
    growth.rows().forEach(rows);
  }

  /** Numbers, list and map of events, of the zone and of a county; reports and open maps. */
  private void events(int port, Consumer<String> progress, Consumer<BenchRow> rows)
      throws IOException, InterruptedException {
    for (EventSize size :
        List.of(
            new EventSize(95, 4, 6_052, 50, true), new EventSize(155, 16, 1_000_000, 100, false))) {
      int leaves = size.columns() * size.rows();
      progress.accept(
          "filling a town of " + leaves + " leaf grids and " + size.events() + " events");
      empty();
      new BenchTown(jdbc, grids, houses, size.columns(), size.rows()).fill(HOUSES_WITH_EVENTS);
      EventBench events = new EventBench(jdbc, port);
      events.fill(size.events());
      progress.accept("numbers, list and map of " + size.events() + " events");
      events.run(size.events(), leaves, size.numbersGoal()).forEach(rows);
      if (size.withReports()) {
        Reporters reporters = new Reporters(jdbc, port);
        progress.accept("reports");
        rows.accept(new ReportBench(jdbc, job, reporters).run());
        progress.accept("reports and open maps");
        rows.accept(new EventStreamBench(jdbc, reporters, port).run());
      }
    }
  }

  private void empty() {
    jdbc.execute(
        "TRUNCATE division_number, house, house_overview, house_tile, event_number CASCADE");
  }

  /** Counts, and edits of a plan, of a village and of a county. */
  private void edits(int port, Consumer<String> progress, Consumer<BenchRow> rows)
      throws IOException, InterruptedException {
    BenchDoor door = BenchDoor.open(jdbc, Role.PLANNER, BenchTown.ROOT_CODE);
    for (PlanSize size :
        List.of(
            new PlanSize(5, 16, 2_580, 1.5),
            new PlanSize(155, 16, 60_000, 1.5),
            new PlanSize(80, 80, 155_000, 3))) {
      int leaves = size.columns() * size.rows();
      progress.accept("filling a town of " + leaves + " leaf grids");
      empty();
      long division =
          new BenchTown(jdbc, grids, houses, size.columns(), size.rows()).fill(size.houses());
      progress.accept("counts of " + leaves + " leaf grids");
      new AggregateBench(jdbc, job, port).run(leaves).forEach(rows);
      progress.accept("edits of a plan of " + leaves + " leaf grids");
      rows.accept(new EditBench(door, port).run(division, leaves));
      BenchDoor decider = BenchDoor.open(jdbc, Role.PLANNER, BenchTown.ROOT_CODE);
      progress.accept("publishing a plan of " + leaves + " leaf grids");
      rows.accept(
          new PublishBench(jdbc, door, decider, port)
              .run(division, leaves, size.houses(), size.publishSeconds()));
    }
  }

  /**
   * A division to be redrawn.
   *
   * @param publishSeconds how long publishing may take
   */
  private record PlanSize(int columns, int rows, int houses, double publishSeconds) {}

  /**
   * A town with events.
   *
   * @param numbersGoal milliseconds in which they are to be counted
   * @param withReports whether events are reported there
   */
  private record EventSize(
      int columns, int rows, int events, int numbersGoal, boolean withReports) {}
}
