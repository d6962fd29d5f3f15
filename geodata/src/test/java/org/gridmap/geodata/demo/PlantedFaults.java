package org.gridmap.geodata.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;

/** What is wrong with {@link DemoTown#faultyDraft}, for tests of other packages. */
public final class PlantedFaults {
  private PlantedFaults() {}

  /** A point of each fault in degrees, longitude first, by the name of its kind. */
  public static Map<String, Coordinate> places(DemoTown town) {
    FaultPlanter planter = new FaultPlanter(town);
    planter.plant();
    Map<String, Coordinate> places = new LinkedHashMap<>();
    planter.planted().forEach(fault -> places.put(fault.kind().name(), fault.place()));
    return places;
  }
}
