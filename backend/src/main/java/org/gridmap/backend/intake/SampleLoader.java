package org.gridmap.backend.intake;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.house.Houses;
import org.gridmap.backend.house.NewHouse;
import org.gridmap.backend.identity.SystemCallers;
import org.gridmap.backend.land.DivisionDraft;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
import org.gridmap.backend.land.Divisions;
import org.gridmap.backend.land.road.NewRoad;
import org.gridmap.backend.land.road.Roads;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.demo.DemoGrid;
import org.gridmap.geodata.demo.DemoHouse;
import org.gridmap.geodata.demo.DemoRoad;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.demo.people.DemoPopulation;
import org.locationtech.jts.geom.LineString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills an empty installation with two synthetic villages and their people, so that the first page
 * shows something. Made up and marked so, rows and map alike.
 */
@Component
class SampleLoader implements ApplicationRunner {
  private static final long SEED = 20_261_122;
  private static final String SOURCE = "sample";
  private static final String RURAL_SOURCE = "sample-rural";
  private static final String TOWNS = "SAMPLE";
  private static final String PEOPLE = "SAMPLE_PEOPLE";
  private static final String EVENTS = "SAMPLE_EVENTS";
  private static final int EVENT_COUNT = 500;
  private static final Logger LOG = LoggerFactory.getLogger(SampleLoader.class);

  private final IntakeProperties properties;
  private final ImportLog log;
  private final Divisions divisions;
  private final Houses houses;
  private final Roads roads;
  private final SamplePeople people;
  private final SampleEvents events;
  private final SystemCallers system;
  private final TransactionTemplate transactions;

  SampleLoader(
      IntakeProperties properties,
      ImportLog log,
      Divisions divisions,
      Houses houses,
      Roads roads,
      SamplePeople people,
      SampleEvents events,
      SystemCallers system,
      TransactionTemplate transactions) {
    this.properties = properties;
    this.log = log;
    this.divisions = divisions;
    this.houses = houses;
    this.roads = roads;
    this.people = people;
    this.events = events;
    this.system = system;
    this.transactions = transactions;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (!properties.sample()) {
      return;
    }
    CurrentUser.runAs(
        system.firstStart(),
        () -> {
          if (log.isEmpty()) {
            LOG.info("» Loading the sample: a synthetic 洋埭村 of 2,580 houses and 古厝村 of 600");
            load(DemoTown.generate(SEED), DemoTown.gucuo(SEED));
          }
          if (log.has(TOWNS) && !log.has(PEOPLE)) {
            LOG.info("» Loading its people: 53,000 and 1,894, each of them made up");
            loadPeople(DemoTown.generate(SEED), DemoTown.gucuo(SEED));
          }
          if (log.has(PEOPLE) && !log.has(EVENTS)) {
            loadEvents(DemoTown.generate(SEED));
          }
        });
  }

  /**
   * Stores both villages, and a draft of the first with faults to find and to fix: all or nothing.
   */
  void load(DemoTown town, DemoTown rural) {
    transactions.executeWithoutResult(status -> {
      store(SOURCE, town);
      store(RURAL_SOURCE, rural);
      long draft =
          divisions
              .store(
                  draft(
                      town, SOURCE + "-draft", town.name() + "（带错误的草案）", false, town.faultyDraft()))
              .id();
      houses.place(draft);
      int count = town.houses().size() + rural.houses().size();
      log.record(TOWNS, SOURCE, count, count, 0);
    });
  }

  /**
   * Stores the people of both villages; a load that was cut short is repeated at the next start.
   */
  void loadPeople(DemoTown town, DemoTown rural) {
    DemoPopulation first = DemoPopulation.generate(town, SEED);
    DemoPopulation second = DemoPopulation.generate(rural, SEED);
    people.load(SOURCE, first);
    people.load(RURAL_SOURCE, second);
    int count = first.residents().size() + second.residents().size();
    log.record(PEOPLE, SOURCE, count, count, 0);
  }

  /** Stores two months of events of the first village: all or nothing. */
  void loadEvents(DemoTown town) {
    transactions.executeWithoutResult(status -> {
      int count = events.load(SOURCE, town, SEED, EVENT_COUNT);
      log.record(EVENTS, SOURCE, count, count, 0);
    });
  }

  private void store(String source, DemoTown town) {
    divisions.store(draft(town, source, town.name(), true, town.grids()));
    houses.replace(
        source, true, "", sink -> town.houses().forEach(house -> sink.add(house(house))));
    roads.replace(source, true, "", town.roads().stream().map(SampleLoader::road).toList());
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
