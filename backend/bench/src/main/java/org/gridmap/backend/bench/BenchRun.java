package org.gridmap.backend.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
  private static final int COLUMNS = 100;
  private static final int ROWS = 64;
  private static final int IMPORTED_HOUSES = 100_000;

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
   * @param sizes numbers of houses, ascending
   * @param port where this process serves HTTP
   * @param progress told what is being measured
   */
  List<BenchRow> run(List<Integer> sizes, int port, Consumer<String> progress)
      throws SQLException, IOException, InterruptedException {
    List<BenchRow> rows = new ArrayList<>();
    GrowthBench growth = new GrowthBench(dataSource, renderer);
    for (int size : sizes) {
      progress.accept(
          "filling a town of " + size + " houses and " + COLUMNS * ROWS + " leaf grids");
      jdbc.execute("TRUNCATE division_number, house, house_overview, house_tile CASCADE");
      BenchTown town = new BenchTown(jdbc, grids, houses, COLUMNS, ROWS);
      town.fill(size);
      growth.measure(size, town.bounds());
      if (size == sizes.getLast()) {
        TileBench tiles = new TileBench(dataSource, renderer);
        progress.accept("cold tiles");
        rows.addAll(tiles.cold(town.bounds(), 300, 9));
        progress.accept("warm tiles");
        BenchDoor door = BenchDoor.open(jdbc, Role.COMMUNITY_LEAD, BenchTown.ROOT_CODE);
        rows.addAll(new WarmBench(port, door.cookie()).run(tiles.list(town.bounds(), 200)));
        progress.accept("a list of residents");
        rows.addAll(residents.run(port));
      }
    }
    rows.addAll(growth.rows());
    rows.addAll(edits(port, progress));
    progress.accept("import");
    jdbc.execute("TRUNCATE division_number, house, house_overview, house_tile CASCADE");
    ImportBench imports = new ImportBench(intake, jdbc);
    imports.run(IMPORTED_HOUSES / 10);
    rows.add(imports.run(IMPORTED_HOUSES));
    return rows;
  }

  /** Counts, and edits of a plan, of a village and of a county. */
  private List<BenchRow> edits(int port, Consumer<String> progress)
      throws IOException, InterruptedException {
    List<BenchRow> rows = new ArrayList<>();
    BenchDoor door = BenchDoor.open(jdbc, Role.PLANNER, BenchTown.ROOT_CODE);
    for (PlanSize size :
        List.of(
            new PlanSize(5, 16, 2_580, 1.5),
            new PlanSize(155, 16, 60_000, 1.5),
            new PlanSize(80, 80, 155_000, 3))) {
      int leaves = size.columns() * size.rows();
      progress.accept("filling a town of " + leaves + " leaf grids");
      jdbc.execute("TRUNCATE division_number, house, house_overview, house_tile CASCADE");
      long division =
          new BenchTown(jdbc, grids, houses, size.columns(), size.rows()).fill(size.houses());
      progress.accept("counts of " + leaves + " leaf grids");
      rows.addAll(new AggregateBench(jdbc, job, port).run(leaves));
      progress.accept("edits of a plan of " + leaves + " leaf grids");
      rows.add(new EditBench(door, port).run(division, leaves));
      BenchDoor decider = BenchDoor.open(jdbc, Role.PLANNER, BenchTown.ROOT_CODE);
      progress.accept("publishing a plan of " + leaves + " leaf grids");
      rows.add(
          new PublishBench(jdbc, door, decider, port)
              .run(division, leaves, size.houses(), size.publishSeconds()));
    }
    return rows;
  }

  /**
   * A division to be redrawn.
   *
   * @param publishSeconds how long publishing may take
   */
  private record PlanSize(int columns, int rows, int houses, double publishSeconds) {}
}
