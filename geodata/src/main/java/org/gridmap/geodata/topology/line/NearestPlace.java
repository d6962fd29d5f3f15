package org.gridmap.geodata.topology.line;

import java.util.List;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.locationtech.jts.geom.Coordinate;

/** The place on lines that is nearest to a point on the ground. */
public final class NearestPlace {
  private final Coordinate from;
  private final double shrink;
  private Coordinate place;
  private double metres = Double.POSITIVE_INFINITY;
  private int line = -1;
  private int segment = -1;
  private int looked;

  /**
   * @param from degrees, longitude first
   */
  public NearestPlace(Coordinate from) {
    this.from = from;
    this.place = from;
    this.shrink = Math.cos(Math.toRadians(from.y));
  }

  /** Looks at one more line. */
  public void look(List<Coordinate> points) {
    int number = looked++;
    for (int i = 1; i < points.size(); i++) {
      Coordinate a = points.get(i - 1);
      Coordinate b = points.get(i);
      double dx = (b.x - a.x) * shrink;
      double dy = b.y - a.y;
      double length = dx * dx + dy * dy;
      double along = ((from.x - a.x) * shrink * dx + (from.y - a.y) * dy) / length;
      double t = length == 0 ? 0 : Math.clamp(along, 0, 1);
      double x = t == 1 ? b.x : PrecisionLattice.round(a.x + t * (b.x - a.x));
      double y = t == 1 ? b.y : PrecisionLattice.round(a.y + t * (b.y - a.y));
      double off = GroundArea.metres(from.x, from.y, x, y);
      if (off < metres) {
        metres = off;
        place = new Coordinate(x, y);
        line = number;
        segment = i - 1;
      }
    }
  }

  /** The place, on the lattice. */
  public Coordinate place() {
    return place;
  }

  /** How far it is, in metres; infinite if no line was looked at. */
  public double metres() {
    return metres;
  }

  /** Which of the lines it lies on, counted from 0; −1 if none was looked at. */
  public int line() {
    return line;
  }

  /** Which segment of that line it lies on, counted from 0. */
  public int segment() {
    return segment;
  }
}
