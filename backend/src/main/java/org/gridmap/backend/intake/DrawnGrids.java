package org.gridmap.backend.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gridmap.backend.land.Divisions.PublishedGrid;
import org.gridmap.geodata.coverage.BorderAgreement;
import org.gridmap.geodata.coverage.CountedNoun;
import org.gridmap.geodata.coverage.DrawingPlane;
import org.gridmap.geodata.coverage.JunctionNoding;
import org.gridmap.geodata.source.row.GridRow;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Converts rows of grids from the planes in which they were drawn to EPSG:4490. What was drawn
 * elsewhere is brought to the plane of the first file, and neighbours get their corners in common
 * there, where edges are straight: afterwards they stay neighbours.
 */
final class DrawnGrids {
  private final DrawingPlane plane;
  private final List<GridRow> rows = new ArrayList<>();
  private final List<Geometry> shapes = new ArrayList<>();
  private final List<Geometry> own = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param plane the plane of the first file
   */
  DrawnGrids(DrawingPlane plane) {
    this.plane = plane;
  }

  /** Takes the rows of the next file. */
  void add(String file, List<GridRow> drawn, DrawingPlane from) {
    List<Geometry> given = drawn.stream().<Geometry>map(GridRow::geometry).toList();
    rows.addAll(drawn);
    List<Geometry> here = bring(file, given, from);
    shapes.addAll(here);
    if (plane.isSameAs(from)) {
      own.addAll(here);
    }
  }

  private List<Geometry> bring(String what, List<Geometry> drawn, DrawingPlane from) {
    BorderAgreement.Result brought = BorderAgreement.bring(shapes, plane, drawn, from);
    if (!plane.isSameAs(from)) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s is in %s, the grids were drawn in %s: borders within %.2f m (and the bend of a"
                  + " long edge between the two) were made one; %s moved, by %.3f m at most.",
              what,
              from.label(),
              plane.label(),
              BorderAgreement.TOLERANCE_METRES,
              CountedNoun.of(brought.corners(), "corner"),
              brought.furthestMetres()));
    }
    return brought.geometries();
  }

  /**
   * Grids as they are stored.
   *
   * @param rows the rows, EPSG:4490
   * @param outline the outline of the area, EPSG:4490, with their corners
   * @param notes what was done to them, in sentences
   */
  record StoredShape(List<GridRow> rows, Optional<PublishedGrid> outline, List<String> notes) {}

  /**
   * Brings everything to EPSG:4490.
   *
   * @param outline the outline in force of the area that the grids divide, if there is one
   */
  StoredShape store(Optional<PublishedGrid> outline) {
    outline.ifPresent(area ->
        shapes.addAll(
            bring(
                "The outline in force of " + area.code(),
                List.of(area.geometry()),
                DrawingPlane.degrees())));
    JunctionNoding.Result noded = JunctionNoding.node(shapes, own, plane);
    if (noded.corners() > 0) {
      notes.add(
          CountedNoun.of(noded.corners(), "corner")
              + (noded.corners() == 1 ? " lies" : " lie")
              + " on a longer edge of a neighbour; the edges took them, so that neighbours have all"
              + " corners in common.");
    }
    List<Geometry> stored =
        noded.geometries().stream()
            .map(shape -> DrawingPlane.degrees().bring(shape, plane))
            .toList();
    List<GridRow> placed = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      placed.add(rows.get(i).withGeometry(GridRows.multi(stored.get(i))));
    }
    @Nullable Geometry land = outline.isPresent() ? stored.getLast() : null;
    return new StoredShape(
        placed,
        outline.map(area ->
            new PublishedGrid(area.code(), area.name(), land == null ? area.geometry() : land)),
        List.copyOf(notes));
  }
}
