package org.gridmap.geodata.source.row;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;

/**
 * A house as a file gives it. Nothing is invented: what the file does not say is null.
 *
 * @param row the place in the file, from 1
 * @param sourceId the feature's id in its source, for example {@code way/4097656}
 * @param number house number
 * @param address street, and number where the file has both in one field
 * @param name name of the building
 * @param aliases other names, without the name itself
 * @param floors storeys above ground
 * @param heightMetres height of the building, metres
 * @param structure structure, as written
 * @param use use of the building
 * @param residents number of residents
 * @param entrance a point of the house: the address point where there is one, else a point inside
 *     the footprint; EPSG:4490
 * @param footprint outline, EPSG:4490; null for an address without a building
 */
public record HouseRow(
    long row,
    @Nullable String sourceId,
    @Nullable String number,
    @Nullable String address,
    @Nullable String name,
    List<String> aliases,
    @Nullable Integer floors,
    @Nullable Double heightMetres,
    @Nullable String structure,
    @Nullable Use use,
    @Nullable Integer residents,
    Point entrance,
    @Nullable MultiPolygon footprint) {

  /** Copies the aliases. */
  public HouseRow {
    aliases = List.copyOf(aliases);
  }

  /** Use of a building. */
  public enum Use {
    /** Homes. */
    RESIDENTIAL,
    /** Shops, offices, hotels, markets. */
    COMMERCIAL,
    /** Factories and workshops. */
    INDUSTRIAL,
    /** Schools, hospitals, offices of the state, places of worship. */
    PUBLIC,
    /** Homes above shops and the like. */
    MIXED,
    /** Warehouses, garages, sheds. */
    STORAGE,
    /** Known, but none of the others. */
    OTHER
  }
}
