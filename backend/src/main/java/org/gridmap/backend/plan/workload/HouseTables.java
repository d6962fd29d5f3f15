package org.gridmap.backend.plan.workload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridmap.backend.live.Revision;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.register.HouseCounters;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.statistics.HouseCounts;
import org.gridmap.backend.statistics.MeasureSource;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.coverage.LeafLocator;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.PartitionGrid;
import org.locationtech.jts.geom.Envelope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads the houses of a plan's area with their counts, once for each state of the register. */
@Component
class HouseTables {
  private static final SqlFile HOUSES = SqlFile.of(HouseTables.class, "plan-houses.sql");
  private static final int MOST = 24;

  private record Key(long plan, HouseCounts.Reader reader) {}

  private record Kept(String state, HouseTable table) {}

  private final JdbcClient job;
  private final TransactionTemplate jobTransactions;
  private final HouseCounters tallies;
  private final HouseCounts people;
  private final List<MeasureSource> sources;
  private final LivePlans plans;
  private final Revision map;
  private final Cache<Key, Kept> tables =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(Duration.ofMinutes(30)).build();

  HouseTables(
      @JobPool JdbcClient job,
      @JobPool TransactionTemplate jobTransactions,
      HouseCounters tallies,
      HouseCounts people,
      List<MeasureSource> sources,
      LivePlans plans,
      Revision map) {
    this.job = job;
    this.jobTransactions = jobTransactions;
    this.tallies = tallies;
    this.people = people;
    this.sources = sources;
    this.plans = plans;
    this.map = map;
  }

  /** The houses in the area with which a plan began, and what a reader is told of them. */
  HouseTable get(long planId, HouseCounts.Reader reader) {
    Key key = new Key(planId, reader);
    // Before the counts: what is read then is at least as new as its state says.
    String state = state();
    Kept kept = tables.getIfPresent(key);
    if (kept == null || !kept.state().equals(state)) {
      HouseTable table = jobTransactions.execute(status -> read(planId, reader));
      kept = new Kept(state, Objects.requireNonNull(table));
      tables.put(key, kept);
    }
    return kept.table();
  }

  /** Another text, on this server, whenever a house or a count may be different. */
  private String state() {
    StringBuilder state = new StringBuilder().append(tallies.revision());
    sources.forEach(source -> state.append('-').append(source.revision()));
    return state.append('-').append(map.current()).toString();
  }

  private HouseTable read(long planId, HouseCounts.Reader reader) {
    GridPartition base = plans.base(planId);
    List<GridShape> faces = new ArrayList<>();
    for (PartitionGrid grid : base.grids()) {
      if (grid.leaf()) {
        faces.add(new GridShape(grid.code(), base.polygon(grid.code())));
      }
    }
    for (OpenLand land : base.openLand()) {
      faces.add(new GridShape("~" + land.id(), base.polygon(land)));
    }
    Envelope area = new Envelope();
    faces.forEach(face -> area.expandToInclude(face.geometry().getEnvelopeInternal()));
    LeafLocator locator = new LeafLocator(faces);
    Map<Long, Long> enterprises = counts("enterprises");
    Map<Long, Long> rentals = counts("rentals");
    HouseCounts.View told = people.view(reader);
    record Row(long id, double lon, double lat, int[] counts) {}
    List<Row> rows =
        HOUSES
            .on(job)
            .param("west", area.getMinX())
            .param("south", area.getMinY())
            .param("east", area.getMaxX())
            .param("north", area.getMaxY())
            .query((row, n) -> {
              long id = row.getLong("id");
              return new Row(
                  id,
                  row.getDouble("lon"),
                  row.getDouble("lat"),
                  new int[] {
                    told.of(id).households(),
                    told.of(id).residents(),
                    enterprises.getOrDefault(id, 0L).intValue(),
                    rentals.getOrDefault(id, 0L).intValue(),
                    told.of(id).careNeeds()
                  });
            })
            .list()
            .stream()
            .filter(row -> locator.locate(row.lon(), row.lat()).isPresent())
            .toList();
    return HouseTable.of(
        rows.stream().mapToLong(Row::id).toArray(),
        rows.stream().mapToDouble(Row::lon).toArray(),
        rows.stream().mapToDouble(Row::lat).toArray(),
        rows.stream().map(Row::counts).toArray(int[][]::new));
  }

  private Map<Long, Long> counts(String measure) {
    return sources.stream()
        .filter(
            source -> source.listMeasures().stream().anyMatch(one -> one.code().equals(measure)))
        .map(source -> source.countByHouse().getOrDefault(measure, Map.of()))
        .findFirst()
        .orElse(Map.of());
  }
}
