package org.gridmap.backend.plan.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.plan.notation.ChangeView;
import org.gridmap.backend.plan.workload.GridNumbers;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.QueryParameters;
import org.gridmap.geodata.crs.CrsRegistry;
import org.gridmap.geodata.crs.ReferenceSystem;
import org.gridmap.geodata.crs.UnsupportedCrsException;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.source.LayerExport;
import org.gridmap.geodata.source.LayerExport.ExportFormat;
import org.gridmap.geodata.source.LayerFile;
import org.gridmap.geodata.source.ReadOptions;
import org.gridmap.geodata.source.UnreadableFileException;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.PartitionGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.MultiPolygon;

/** A plan as a file: every grid with what it is called, where it stands and what it holds. */
final class PlanFile {
  private static final int LONGEST_NAME = 80;

  /** CGCS2000 in zones of three degrees by their middle: EPSG:4534 is that of 75° E. */
  private static final int FIRST_ZONE = 4534;

  private static final int FIRST_MIDDLE = 75;
  private static final int ZONE_DEGREES = 3;

  /** Longitude and latitude of WGS 84 and CGCS2000, web Mercator, and all zones of CGCS2000. */
  private static final List<Integer> SYSTEMS =
      IntStream.concat(IntStream.of(4326, 4490, 3857), IntStream.rangeClosed(4491, 4554))
          .boxed()
          .toList();

  private PlanFile() {}

  /**
   * The bytes of a file.
   *
   * @param numbers of all grids as the caller may see them
   * @param crs number of the coordinate system; null for the usual one of the format: the metres of
   *     the plan's zone for drawings, WGS 84 for all else
   * @throws ProblemException {@code malformed-request} for a system that the format or the place
   *     does not have; {@code format-unavailable}
   */
  static byte[] write(
      LivePlans.View view, List<GridNumbers> numbers, ExportFormat format, @Nullable String crs) {
    GridPartition partition = view.partition();
    Envelope bounds = bounds(partition);
    try {
      return LayerExport.write(
          format,
          fileName(view),
          rows(partition, numbers),
          system(format, crs, bounds),
          ReadOptions.Limits.REQUEST);
    } catch (UnreadableFileException e) {
      throw FileProblems.of(e);
    }
  }

  /** The name of the file without its end: no path, no name that a system has for itself. */
  static String fileName(LivePlans.View view) {
    String name =
        view.plan()
            .name()
            .replaceAll("[\\p{Cc}\\p{Cf}\\\\/:*?\"<>|%~$&'`;]", "_")
            .replaceAll("\\.{2,}", "_")
            .replaceAll("^[.\\s-]+|[.\\s]+$", "");
    String cut = name.substring(0, name.offsetByCodePoints(0, Math.min(LONGEST_NAME, count(name))));
    return (cut.isEmpty() ? "plan" : cut) + "-v" + view.plan().version();
  }

  private static int count(String text) {
    return text.codePointCount(0, text.length());
  }

  private static Envelope bounds(GridPartition partition) {
    Envelope bounds = new Envelope();
    partition.edges().forEach(edge -> edge.points().forEach(bounds::expandToInclude));
    return bounds;
  }

  private static ReferenceSystem system(
      ExportFormat format, @Nullable String crs, Envelope bounds) {
    int zone = FIRST_ZONE + (int) Math.round((bounds.centre().x - FIRST_MIDDLE) / ZONE_DEGREES);
    String wanted =
        crs == null ? (format == ExportFormat.DXF ? Integer.toString(zone) : "4326") : crs;
    String digits = wanted.toUpperCase(Locale.ROOT).replace("EPSG:", "");
    if (!digits.matches("[0-9]{4}") || !SYSTEMS.contains(Integer.valueOf(digits))) {
      throw QueryParameters.malformed(
          "The parameter 'crs' is 4326, 4490, 3857 or a zone of CGCS2000, here " + zone + ".");
    }
    ReferenceSystem system;
    try {
      system = CrsRegistry.find("EPSG:" + digits);
    } catch (UnsupportedCrsException e) {
      throw QueryParameters.malformed(String.valueOf(e.getMessage()));
    }
    if (format == ExportFormat.GEOJSON && !system.isGeographic()) {
      throw QueryParameters.malformed(
          "GeoJSON has longitude and latitude (RFC 7946); take another format for metres.");
    }
    Envelope area = system.area();
    if (!system.isGeographic() && area != null) {
      // Zones overlap by half a degree, so that towns on their seam are in one.
      area.expandBy(0.5);
      if (!area.contains(bounds)) {
        throw QueryParameters.malformed(
            "The plan does not lie in that zone; its own is " + zone + ".");
      }
    }
    return system;
  }

  private static List<LayerFile.Row> rows(GridPartition partition, List<GridNumbers> numbers) {
    Map<String, GridNumbers> byCode =
        numbers.stream().collect(Collectors.toMap(GridNumbers::code, one -> one));
    List<PartitionGrid> grids = partition.grids();
    Map<String, Integer> levels = ChangeView.levels(grids);
    List<LayerFile.Row> rows = new ArrayList<>();
    for (PartitionGrid grid : grids) {
      MultiPolygon land = partition.polygon(grid.code());
      Map<String, Object> attributes = new LinkedHashMap<>();
      attributes.put("code", grid.code());
      attributes.put("name", grid.name());
      attributes.put("level", levels.getOrDefault(grid.code(), 1));
      put(attributes, "level_name", grid.levelName());
      attributes.put("kind", grid.kind().name());
      put(attributes, "parent", grid.parentCode());
      attributes.put("area_m2", Math.rint(GroundArea.squareMetres(land) * 100) / 100);
      GridNumbers own = byCode.get(grid.code());
      if (own != null) {
        attributes.put("houses", own.houses());
        put(attributes, "households", own.households());
        put(attributes, "residents", own.residents());
        attributes.put("enterprise", own.enterprises());
        attributes.put("rentals", own.rentals());
        put(attributes, "care_needs", own.careNeeds());
      }
      rows.add(new LayerFile.Row(attributes, land));
    }
    return rows;
  }

  private static void put(Map<String, Object> attributes, String field, @Nullable Object value) {
    if (value != null) {
      attributes.put(field, value);
    }
  }
}
