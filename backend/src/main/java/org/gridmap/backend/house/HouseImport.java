package org.gridmap.backend.house;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.gridmap.backend.house.HouseUpdates.Known;
import org.gridmap.backend.land.LeafGrids;
import org.gridmap.backend.sql.CopyText;
import org.gridmap.backend.sql.SingleColumn;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.shape.fractal.HilbertCode;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One stream of houses into the database, in the caller's transaction. A house that the source has
 * already keeps its number and what hangs on it. New rows travel by COPY in batches; each batch is
 * sorted along a Hilbert curve (Hilbert, 1891), so that the rows of a tile lie on few pages of the
 * table.
 */
public final class HouseImport {
  private static final int BATCH = 20_000;
  private static final int HILBERT_LEVEL = 16;
  private static final String HOUSE_COPY =
      "COPY house (id, source, source_id, number, address, name, aliases, entrance, footprint,"
          + " floors, height_metres, structure, use, resident_count, synthetic, attribution) FROM"
          + " STDIN";

  /** The leaf of each house. */
  static final String HOUSE_GRID_COPY =
      "COPY house_grid (division_id, house_id, grid_id) FROM STDIN";

  private final JdbcTemplate jdbc;
  private final String source;
  private final boolean synthetic;
  private final String attribution;
  private final List<LeafGrids> divisions;

  /** Numbers of the houses that the source has already, by what it calls them, until they come. */
  private final Map<String, Deque<Long>> known;

  private final List<NewHouse> batch = new ArrayList<>(BATCH);
  private final Envelope bounds = new Envelope();
  private long stored;

  HouseImport(
      JdbcTemplate jdbc,
      String source,
      boolean synthetic,
      String attribution,
      List<LeafGrids> divisions,
      Map<String, Deque<Long>> known) {
    this.jdbc = jdbc;
    this.source = source;
    this.synthetic = synthetic;
    this.attribution = attribution;
    this.divisions = divisions;
    this.known = known;
  }

  /** Takes one house. */
  public void add(NewHouse house) {
    batch.add(house);
    bounds.expandToInclude(house.entrance().getCoordinate());
    if (house.footprint() != null) {
      bounds.expandToInclude(house.footprint().getEnvelopeInternal());
    }
    if (batch.size() == BATCH) {
      flush();
    }
  }

  /** Number of houses stored so far. */
  public long stored() {
    return stored;
  }

  Envelope bounds() {
    return bounds;
  }

  void flush() {
    if (batch.isEmpty()) {
      return;
    }
    sortAlongCurve();
    List<NewHouse> fresh = new ArrayList<>();
    List<Known> there = new ArrayList<>();
    for (NewHouse house : batch) {
      Deque<Long> numbers = known.get(house.sourceId());
      Long id = numbers == null ? null : numbers.pollFirst();
      if (id == null) {
        fresh.add(house);
      } else {
        there.add(new Known(id, house));
      }
    }
    HouseUpdates.store(jdbc, there, synthetic, attribution);
    List<Long> ids =
        jdbc.query(
            "SELECT nextval('house_id_seq') FROM generate_series(1, ?)",
            SingleColumn::number,
            fresh.size());
    CopyText houses = new CopyText();
    CopyText places = new CopyText();
    boolean placed = false;
    for (int i = 0; i < fresh.size(); i++) {
      write(houses, ids.get(i), fresh.get(i));
      placed |= place(places, ids.get(i), fresh.get(i));
    }
    for (Known one : there) {
      placed |= place(places, one.id(), one.house());
    }
    if (!fresh.isEmpty()) {
      houses.send(jdbc, HOUSE_COPY);
    }
    if (placed) {
      places.send(jdbc, HOUSE_GRID_COPY);
    }
    stored += batch.size();
    batch.clear();
  }

  /** Puts a house into the leaf of each division; false if it lies in none. */
  private boolean place(CopyText places, long id, NewHouse house) {
    Coordinate door = house.entrance().getCoordinate();
    boolean placed = false;
    for (LeafGrids division : divisions) {
      OptionalLong grid = division.find(door);
      if (grid.isPresent()) {
        placed = true;
        places.field(division.divisionId()).field(id).field(grid.getAsLong()).endRow();
      }
    }
    return placed;
  }

  private void write(CopyText rows, long id, NewHouse house) {
    rows.field(id)
        .field(source)
        .field(house.sourceId())
        .field(house.number())
        .field(house.address())
        .field(house.name())
        .field(house.aliases())
        .field(house.entrance())
        .field(house.footprint())
        .field(house.floors())
        .field(house.heightMetres())
        .field(house.structure())
        .field(house.use())
        .field(house.residents())
        .field(synthetic)
        .field(attribution)
        .endRow();
  }

  private void sortAlongCurve() {
    double scale = (1 << HILBERT_LEVEL) / 360.0;
    batch.sort(
        Comparator.comparingInt(house -> {
          Coordinate door = house.entrance().getCoordinate();
          return HilbertCode.encode(
              HILBERT_LEVEL, (int) ((door.x + 180) * scale), (int) ((door.y + 90) * scale));
        }));
  }
}
