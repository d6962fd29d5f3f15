package org.gridmap.backend.intake;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.backend.grid.DivisionDraft;
import org.gridmap.backend.grid.DivisionDraft.GridDraft;
import org.gridmap.backend.grid.Divisions;
import org.gridmap.backend.grid.GridKind;
import org.gridmap.backend.house.Houses;
import org.gridmap.backend.house.NewHouse;
import org.gridmap.backend.road.NewRoad;
import org.gridmap.backend.road.Roads;
import org.gridmap.geodata.demo.DemoDraft;
import org.gridmap.geodata.demo.DemoGrid;
import org.gridmap.geodata.demo.DemoHouse;
import org.gridmap.geodata.demo.DemoRoad;
import org.gridmap.geodata.demo.DemoTown;
import org.locationtech.jts.geom.LineString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills an empty installation with the synthetic town, so that the first page shows something. Made
 * up and marked so, rows and map alike.
 */
@Component
class SampleLoader implements ApplicationRunner {
  private static final long SEED = 20_261_122;
  private static final String SOURCE = "sample";
  private static final Logger LOG = LoggerFactory.getLogger(SampleLoader.class);

  private final IntakeProperties properties;
  private final ImportLog log;
  private final Divisions divisions;
  private final Houses houses;
  private final Roads roads;
  private final TransactionTemplate transactions;

  SampleLoader(
      IntakeProperties properties,
      ImportLog log,
      Divisions divisions,
      Houses houses,
      Roads roads,
      TransactionTemplate transactions) {
    this.properties = properties;
    this.log = log;
    this.divisions = divisions;
    this.houses = houses;
    this.roads = roads;
    this.transactions = transactions;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (properties.sample() && log.isEmpty()) {
      LOG.info("» Loading the sample: a synthetic 洋埭村 of 2,580 houses");
      load(DemoTown.generate(SEED));
    }
  }

  /** Stores a town and its draft with planted defects, both or neither. */
  void load(DemoTown town) {
    transactions.executeWithoutResult(status -> store(town));
  }

  private void store(DemoTown town) {
    divisions.store(draft(town, SOURCE, town.name(), true, town.grids()));
    houses.replace(
        SOURCE, true, "", sink -> town.houses().forEach(house -> sink.add(house(house))));
    roads.replace(SOURCE, true, "", town.roads().stream().map(SampleLoader::road).toList());
    DemoDraft dirty = town.dirtyCopy();
    long draft =
        divisions
            .store(draft(town, SOURCE + "-draft", town.name() + "（带错误的草案）", false, dirty.grids()))
            .id();
    houses.place(draft);
    log.record("SAMPLE", SOURCE, town.houses().size(), town.houses().size(), 0);
  }

  private static DivisionDraft draft(
      DemoTown town, String source, String name, boolean mayBePublished, List<DemoGrid> grids) {
    List<GridDraft> drafts = new ArrayList<>();
    for (DemoGrid grid : grids) {
      drafts.add(
          new GridDraft(
              grid.code(),
              grid.name(),
              grid.parentCode(),
              grid.levelName(),
              GridKind.valueOf(grid.kind()),
              GridRows.multi(grid.polygon())));
    }
    return new DivisionDraft(town.rootCode(), name, source, "", true, null, mayBePublished, drafts);
  }

  private static NewHouse house(DemoHouse house) {
    return new NewHouse(
        house.sourceId(),
        house.number(),
        house.address(),
        house.name() == null ? "" : house.name(),
        house.aliases(),
        house.entrance(),
        house.footprint(),
        house.floors(),
        house.heightMetres(),
        house.structure(),
        house.use(),
        house.residents());
  }

  private static NewRoad road(DemoRoad road) {
    return new NewRoad(
        road.sourceId(),
        road.name(),
        road.kind(),
        road.line().getFactory().createMultiLineString(new LineString[] {road.line()}));
  }
}
