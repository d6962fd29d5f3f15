package org.gridmap.backend.house;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.gridmap.backend.land.Census.Headcount;
import org.gridmap.backend.land.Divisions;
import org.gridmap.backend.land.Findings;
import org.gridmap.backend.land.GridCounts;
import org.gridmap.backend.land.LeafGrids;
import org.gridmap.backend.live.MapChanges;
import org.gridmap.backend.sql.CopyText;
import org.gridmap.backend.sql.StoredGeometry;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygonal;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores imported houses, and with them assigns every house to exactly one leaf grid of each
 * division around it, and recounts grids and findings.
 */
@Service
public class Houses {
  private static final Envelope EARTH = new Envelope(-180, 180, -90, 90);

  private final JdbcTemplate jdbc;
  private final Divisions divisions;
  private final GridCounts counts;
  private final Findings findings;
  private final HouseTilePreparation tiles;
  private final MapChanges changes;

  Houses(
      JdbcTemplate jdbc,
      Divisions divisions,
      GridCounts counts,
      Findings findings,
      HouseTilePreparation tiles,
      MapChanges changes) {
    this.jdbc = jdbc;
    this.divisions = divisions;
    this.counts = counts;
    this.findings = findings;
    this.tiles = tiles;
    this.changes = changes;
  }

  /**
   * What became of an import.
   *
   * @param stored houses stored
   * @param replaced houses of an earlier import of the same source, changed in place or gone
   * @param outside houses that lie in no leaf grid of any division
   */
  public record StoredHouse(long stored, long replaced, long outside) {}

  /**
   * Stores the houses of one source in place of those that an earlier import of it stored. A house
   * that the source names as before keeps its number, what hangs on it and what was changed by
   * hand; one that the source no longer has goes.
   *
   * @param rows gives every house to the import
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public StoredHouse replace(
      String source, boolean synthetic, String attribution, Consumer<HouseImport> rows) {
    divisions.hold();
    divisions.holdPreparations();
    Envelope area = extent(source);
    Map<String, Deque<Long>> known = known(source);
    long replaced = known.values().stream().mapToLong(Deque::size).sum();
    List<LeafGrids> around = divisions.listLeaves(EARTH);
    HouseImport houses = new HouseImport(jdbc, source, synthetic, attribution, around, known);
    rows.accept(houses);
    houses.flush();
    remove(known.values().stream().flatMap(Deque::stream).toList());
    area.expandToInclude(houses.bounds());
    for (LeafGrids division : around) {
      if (division.bounds().intersects(area)) {
        count(division.divisionId());
      }
    }
    if (!area.isNull()) {
      tiles.prepare(area);
      changes.record("house", area);
      changes.record("grid", area);
      changes.record("finding", area);
    }
    return new StoredHouse(houses.stored(), replaced, outside(source));
  }

  /** Numbers of the houses of a source by what it calls them. */
  private Map<String, Deque<Long>> known(String source) {
    Map<String, Deque<Long>> known = new HashMap<>();
    jdbc.query(
        "SELECT source_id, id FROM house WHERE source = ? ORDER BY id",
        row -> {
          known.computeIfAbsent(row.getString(1), any -> new ArrayDeque<>(1)).add(row.getLong(2));
        },
        source);
    return known;
  }

  private void remove(List<Long> ids) {
    if (!ids.isEmpty()) {
      jdbc.update(
          "DELETE FROM house WHERE id = ANY (?)",
          statement ->
              statement.setArray(
                  1, statement.getConnection().createArrayOf("bigint", ids.toArray())));
    }
  }

  /**
   * Puts every stored house into the leaf grids of a division that is new.
   *
   * @param divisionId its number, or the one that it was prepared under
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void place(long divisionId) {
    LeafGrids leaves = divisions.leaves(divisionId);
    record Door(long id, Coordinate place) {}
    List<Door> doors = new ArrayList<>();
    Envelope area = leaves.bounds();
    if (area.isNull()) {
      return;
    }
    // A footprint may reach beyond the division in which its entrance lies.
    Envelope drawn = new Envelope(area);
    jdbc.query(
        """
        SELECT id, ST_X(entrance), ST_Y(entrance), ST_XMin(footprint), ST_XMax(footprint),
          ST_YMin(footprint), ST_YMax(footprint)
        FROM house WHERE entrance && ST_MakeEnvelope(?, ?, ?, ?, 4490)
        """,
        row -> {
          doors.add(new Door(row.getLong(1), new Coordinate(row.getDouble(2), row.getDouble(3))));
          if (row.getObject(4) != null) {
            drawn.expandToInclude(row.getDouble(4), row.getDouble(6));
            drawn.expandToInclude(row.getDouble(5), row.getDouble(7));
          }
        },
        area.getMinX(),
        area.getMinY(),
        area.getMaxX(),
        area.getMaxY());
    // Indexes grow fastest in their own order.
    doors.sort(Comparator.comparingLong(Door::id));
    CopyText places = new CopyText();
    for (Door door : doors) {
      OptionalLong grid = leaves.find(door.place());
      if (grid.isPresent()) {
        places.field(divisionId).field(door.id()).field(grid.getAsLong()).endRow();
      }
    }
    places.send(jdbc, HouseImport.HOUSE_GRID_COPY);
    tiles.prepareLeaves(divisionId, drawn);
    count(divisionId);
  }

  private void count(long divisionId) {
    Map<Long, Headcount> leaves = new HashMap<>();
    jdbc.query(
        "SELECT hg.grid_id, count(*), coalesce(sum(h.resident_count), 0) FROM house_grid hg JOIN house"
            + " h ON h.id = hg.house_id WHERE hg.division_id = ? GROUP BY hg.grid_id",
        row -> {
          leaves.put(row.getLong(1), new Headcount(row.getInt(2), row.getInt(3)));
        },
        divisionId);
    counts.set(divisionId, leaves);
    findings.rank(divisionId, this::count);
  }

  private Headcount count(Geometry area) {
    if (!(area instanceof Polygonal)) {
      return Headcount.NONE;
    }
    IndexedPointInAreaLocator inside = new IndexedPointInAreaLocator(area);
    Envelope box = area.getEnvelopeInternal();
    int[] sums = new int[2];
    jdbc.query(
        "SELECT ST_X(entrance), ST_Y(entrance), coalesce(resident_count, 0) FROM house WHERE entrance"
            + " && ST_MakeEnvelope(?, ?, ?, ?, 4490)",
        row -> {
          Coordinate door = new Coordinate(row.getDouble(1), row.getDouble(2));
          if (inside.locate(door) != Location.EXTERIOR) {
            sums[0]++;
            sums[1] += row.getInt(3);
          }
        },
        box.getMinX(),
        box.getMinY(),
        box.getMaxX(),
        box.getMaxY());
    return new Headcount(sums[0], sums[1]);
  }

  private Envelope extent(String source) {
    Envelope area = new Envelope();
    jdbc.query(
            "SELECT box FROM (SELECT ST_Extent(coalesce(footprint, entrance))::geometry AS box FROM house"
                + " WHERE source = ?) AS extent WHERE box IS NOT NULL",
            StoredGeometry::get,
            source)
        .forEach(box -> area.expandToInclude(box.getEnvelopeInternal()));
    return area;
  }

  private long outside(String source) {
    Long count =
        jdbc.queryForObject(
            "SELECT count(*) FROM house h WHERE source = ? AND NOT EXISTS (SELECT FROM house_grid hg"
                + " JOIN division d ON d.id = hg.division_id WHERE hg.house_id = h.id)",
            Long.class,
            source);
    return count == null ? 0 : count;
  }
}
