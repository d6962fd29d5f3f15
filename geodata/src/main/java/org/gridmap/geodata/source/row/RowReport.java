package org.gridmap.geodata.source.row;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridmap.geodata.coverage.DrawingPlane;
import org.gridmap.geodata.source.ReadReport;
import org.gridmap.geodata.source.SourceFeature;
import org.locationtech.jts.geom.Coordinate;

/** Counts the features that were accepted, refused or left out while they are turned into rows. */
final class RowReport {

  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, Long> kinds = new TreeMap<>();
  private final List<ReadReport.Refusal> refusals = new ArrayList<>();
  private long refused;
  private long leftOut;

  /** Refuses a feature whose geometry is not of a type that can be stored. */
  void refuse(SourceFeature feature, String reason) {
    refused++;
    ReadReport.Refusal refusal =
        new ReadReport.Refusal(
            feature.row(), feature.geometry().getCoordinate(), "geometry-invalid", reason);
    kinds.merge(refusal.kind(), 1L, Long::sum);
    if (refusals.size() < ReadReport.LISTED_REFUSALS) {
      refusals.add(refusal);
    }
  }

  /** Leaves out a feature that is not what was asked for. */
  void leaveOut() {
    leftOut++;
    kinds.merge("The row is not what was asked for", 1L, Long::sum);
  }

  /** Counts one more. */
  void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  /** The report of a file whose rows were handed on as drawn. */
  ReadReport onDrawn(ReadReport file) {
    refusals.replaceAll(one -> {
      Coordinate drawn = one.place();
      return drawn == null
          ? one
          : new ReadReport.Refusal(
              one.row(),
              DrawingPlane.of(file.system()).toLonLat(drawn.x, drawn.y),
              one.slug(),
              one.reason(),
              one.level());
    });
    return on(file);
  }

  /** The report of the file with these counts in it. */
  ReadReport on(ReadReport file) {
    List<ReadReport.Refusal> all = new ArrayList<>(file.refusals());
    all.addAll(refusals);
    Map<String, Long> allKinds = new TreeMap<>(file.kinds());
    kinds.forEach((kind, rows) -> allKinds.merge(kind, rows, Long::sum));
    all.sort(Comparator.comparingLong(ReadReport.Refusal::row));
    return new ReadReport(
        file.format(),
        file.system(),
        file.read(),
        file.accepted() - refused - leftOut,
        file.refused() + refused,
        leftOut,
        allKinds,
        all.subList(0, Math.min(all.size(), ReadReport.LISTED_REFUSALS)),
        counts,
        file.notes());
  }
}
