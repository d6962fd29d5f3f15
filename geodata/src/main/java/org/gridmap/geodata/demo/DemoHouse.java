package org.gridmap.geodata.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * One synthetic building.
 *
 * @param sourceId stable identifier inside the generated town, for example {@code H0001}
 * @param number street and number as painted on the plate, for example 祥福路12号; unique in the town
 * @param address the full postal address down to the number
 * @param name proper name of the building, {@code null} for an ordinary house
 * @param aliases what neighbours call it; often empty
 * @param entrance the door, on the street side just in front of the footprint; degrees, EPSG:4490
 * @param footprint outline on the ground; degrees, EPSG:4490
 * @param floors storeys above ground, 1 to 12
 * @param heightMetres height of the eaves above ground in metres
 * @param structure Chinese name of the load-bearing structure: 砖混, 框架, 石木 …
 * @param use {@code RESIDENTIAL|COMMERCIAL|INDUSTRIAL|PUBLIC|MIXED|STORAGE|OTHER}
 * @param residents people who live in it, 0 or more
 */
public record DemoHouse(
    String sourceId,
    String number,
    String address,
    @Nullable String name,
    List<String> aliases,
    Point entrance,
    Polygon footprint,
    int floors,
    double heightMetres,
    String structure,
    String use,
    int residents) {

  public DemoHouse {
    aliases = List.copyOf(aliases);
  }
}
