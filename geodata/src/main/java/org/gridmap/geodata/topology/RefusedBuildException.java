package org.gridmap.geodata.topology;

import java.util.List;
import org.locationtech.jts.geom.Coordinate;

/** Polygons that are not a division within the tolerance. */
public final class RefusedBuildException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * One reason.
   *
   * @param sentence what is wrong, in English
   * @param place where, degrees
   * @param grids codes concerned
   */
  public record Fault(String sentence, Coordinate place, List<String> grids) {}

  private final transient List<Fault> faults;

  public RefusedBuildException(List<Fault> faults) {
    super(faults.size() + " places are not a division within the tolerance");
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }
}
