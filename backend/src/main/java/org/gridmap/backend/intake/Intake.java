package org.gridmap.backend.intake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.house.Houses;
import org.gridmap.backend.house.NewHouse;
import org.gridmap.backend.land.BrokenTreeException;
import org.gridmap.backend.land.DivisionDraft;
import org.gridmap.backend.land.Divisions;
import org.gridmap.backend.land.GridCodes;
import org.gridmap.backend.land.StoredDivision;
import org.gridmap.backend.land.road.NewRoad;
import org.gridmap.backend.land.road.Roads;
import org.gridmap.backend.live.MapChanges;
import org.gridmap.geodata.coverage.DrawingPlane;
import org.gridmap.geodata.source.ReadOptions;
import org.gridmap.geodata.source.ReadReport;
import org.gridmap.geodata.source.UnreadableFileException;
import org.gridmap.geodata.source.row.GridRow;
import org.gridmap.geodata.source.row.HouseRow;
import org.gridmap.geodata.source.row.RoadRow;
import org.gridmap.geodata.source.row.RowReader;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Imports files: one order, one transaction, one report. */
@Service
public class Intake {
  private static final String OPENSTREETMAP = "© OpenStreetMap contributors";

  private final Divisions divisions;
  private final GridCodes codes;
  private final Houses houses;
  private final Roads roads;
  private final ImportLog log;
  private final MapChanges changes;
  private final AuditLog audit;
  private final TransactionTemplate transactions;

  Intake(
      Divisions divisions,
      GridCodes codes,
      Houses houses,
      Roads roads,
      ImportLog log,
      MapChanges changes,
      AuditLog audit,
      TransactionTemplate transactions) {
    this.divisions = divisions;
    this.codes = codes;
    this.houses = houses;
    this.roads = roads;
    this.log = log;
    this.changes = changes;
    this.audit = audit;
    this.transactions = transactions;
  }

  /**
   * Imports the files of an order, all or nothing.
   *
   * @throws IntakeException when the order is refused as a whole
   */
  public IntakeReport run(IntakeOrder order, IntakeProgress progress) {
    try {
      IntakeReport report =
          transactions.execute(status -> {
            IntakeReport done =
                switch (order.content()) {
                  case GRIDS -> importGrids(order, progress);
                  case HOUSES -> importHouses(order, progress);
                  case ROADS -> importRoads(order, progress);
                };
            log.record(order.content().name(), source(order), done);
            if (order.dryRun()) {
              status.setRollbackOnly();
            }
            return done;
          });
      if (!order.dryRun()) {
        audit.record(
            AuditEvent.done(AuditAction.IMPORT)
                .with(
                    Map.of(
                        "content",
                        order.content().name().toLowerCase(Locale.ROOT),
                        "rows",
                        Long.toString(report.stored()))));
      }
      return report;
    } catch (BrokenTreeException e) {
      throw new IntakeException("import-rejected", e.getMessage() + " Nothing was stored.");
    }
  }

  /** Revision of the map after everything that was imported so far. */
  public long revision() {
    return changes.latest();
  }

  private IntakeReport importGrids(IntakeOrder order, IntakeProgress progress) {
    @Nullable DrawnGrids[] drawn = {null};
    List<ImportedCodes.FileRow> given = new ArrayList<>();
    Map<String, ReadReport> files =
        read(
            order,
            progress,
            (file, options) -> {
              String name = String.valueOf(file.getFileName());
              List<GridRow> rows = new ArrayList<>();
              ReadReport read =
                  RowReader.readGrids(
                      file,
                      options.withDrawn(),
                      row -> {
                        ImportedCodes.FileRow one = ImportedCodes.FileRow.of(name, row);
                        given.add(one);
                        rows.add(one.row());
                      });
              DrawingPlane plane = DrawingPlane.of(read.system());
              DrawnGrids all = drawn[0] == null ? new DrawnGrids(plane) : drawn[0];
              drawn[0] = all;
              all.add(name, rows, plane);
              return read;
            });
    if (drawn[0] == null || given.isEmpty()) {
      throw new IntakeException(
          "import-rejected", "No row of the file can be used as a grid; nothing was stored.");
    }
    List<GridRow> own = given.stream().map(ImportedCodes.FileRow::row).toList();
    @Nullable String parent = GridRows.rootCode(order, own);
    String root = parent == null ? GridRows.ownRoot(own) : parent;
    ImportedCodes.Given coded = ImportedCodes.give(codes, root, source(order), given);
    progress.report("checking the coverage", given.size(), -1);
    DrawnGrids.StoredShape grids =
        drawn[0].store(
            parent == null || own.stream().anyMatch(row -> row.code().equals(parent))
                ? Optional.empty()
                : divisions.findPublished(parent));
    DivisionDraft draft =
        GridRows.draft(
            order,
            parent,
            source(order),
            attribution(order),
            placed(coded.rows(), grids.rows()),
            grids.outline());
    StoredDivision stored = divisions.store(draft);
    progress.report("placing the houses", -1, -1);
    houses.place(stored.id());
    if (order.dryRun()) {
      divisions.giveBack(stored);
    }
    List<String> notes = new ArrayList<>(coded.notes());
    notes.addAll(grids.notes());
    return new IntakeReport(files, notes, stored.grids(), 0, 0, stored, order.dryRun());
  }

  /** Rows with the codes of some and the land of others, which are the same in the same order. */
  private static List<GridRow> placed(List<GridRow> coded, List<GridRow> placed) {
    List<GridRow> rows = new ArrayList<>();
    for (int i = 0; i < coded.size(); i++) {
      rows.add(coded.get(i).withGeometry(placed.get(i).geometry()));
    }
    return rows;
  }

  private IntakeReport importHouses(IntakeOrder order, IntakeProgress progress) {
    Map<String, ReadReport> files = new LinkedHashMap<>();
    Houses.StoredHouse stored =
        houses.replace(
            source(order),
            false,
            attribution(order),
            sink ->
                files.putAll(
                    read(
                        order,
                        progress,
                        (file, options) ->
                            RowReader.readHouses(file, options, row -> sink.add(house(row))))));
    return new IntakeReport(
        files,
        List.of(),
        stored.stored(),
        stored.replaced(),
        stored.outside(),
        null,
        order.dryRun());
  }

  private IntakeReport importRoads(IntakeOrder order, IntakeProgress progress) {
    List<NewRoad> rows = new ArrayList<>();
    Map<String, ReadReport> files =
        read(
            order,
            progress,
            (file, options) -> RowReader.readRoads(file, options, row -> rows.add(road(row))));
    long replaced = roads.replace(source(order), false, attribution(order), rows);
    return new IntakeReport(files, List.of(), rows.size(), replaced, 0, null, order.dryRun());
  }

  @FunctionalInterface
  private interface Reading {
    ReadReport read(Path file, ReadOptions options) throws UnreadableFileException;
  }

  private Map<String, ReadReport> read(
      IntakeOrder order, IntakeProgress progress, Reading reading) {
    Map<String, ReadReport> reports = new LinkedHashMap<>();
    @Nullable Geometry reference = divisions.findBordersInForce().orElse(null);
    for (Path file : order.files()) {
      String name = String.valueOf(file.getFileName());
      ReadOptions options =
          ReadOptions.of(ReadOptions.Content.valueOf(order.content().name()))
              .withCrs(order.crs())
              .withLayer(order.layer())
              .withDatumShift(order.datumShift())
              .withFields(order.fields())
              .withReference(reference)
              .withProgress((rows, bytes, total) ->
                  progress.report("reading " + name, rows, total > 0 ? 1.0 * bytes / total : -1));
      try {
        reports.put(name, reading.read(file, options));
      } catch (UnreadableFileException e) {
        throw new IntakeException(e.slug(), name + ": " + e.getMessage() + " Nothing was stored.");
      }
    }
    return reports;
  }

  /** The name under which a later import of the same files replaces this one. */
  private static String source(IntakeOrder order) {
    return order.files().stream()
        .map(file -> String.valueOf(file.getFileName()))
        .sorted()
        .collect(Collectors.joining(" + "));
  }

  private static String attribution(IntakeOrder order) {
    @Nullable String named = order.attribution();
    if (named != null) {
      return named;
    }
    boolean openStreetMap =
        order.files().stream().anyMatch(file -> file.toString().endsWith(".pbf"));
    return openStreetMap ? OPENSTREETMAP : "";
  }

  private static NewHouse house(HouseRow row) {
    HouseRow.Use use = row.use();
    return new NewHouse(
        row.sourceId() == null ? place(row) : row.sourceId(),
        orEmpty(row.number()),
        orEmpty(row.address()),
        orEmpty(row.name()),
        row.aliases(),
        row.entrance(),
        row.footprint(),
        row.floors(),
        row.heightMetres(),
        orEmpty(row.structure()),
        (use == null ? HouseRow.Use.OTHER : use).name(),
        row.residents());
  }

  /**
   * What stands for a house that its source gives no name of its own: where it is, to a tenth of a
   * metre, and its number. The number of the row would be another house's after the next correction
   * of the file, and the people of one would find themselves in the other.
   */
  private static String place(HouseRow row) {
    return String.format(
        Locale.ROOT,
        "@%.6f,%.6f %s",
        row.entrance().getX(),
        row.entrance().getY(),
        orEmpty(row.number()));
  }

  private static NewRoad road(RoadRow row) {
    return new NewRoad(
        row.sourceId() == null ? Long.toString(row.row()) : row.sourceId(),
        orEmpty(row.name()),
        row.kind() == null ? "road" : row.kind(),
        row.geometry());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
