package org.gridmap.backend.map;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.gridmap.backend.web.Bbox;
import org.jspecify.annotations.Nullable;

/**
 * What a client must know before it reads a collection.
 *
 * @param id last part of its address
 * @param title what people call it
 * @param description what it holds
 * @param extent where its things are; absent while it is empty
 * @param itemType always {@code feature}
 * @param crs the reference systems it can be had in
 * @param links its own address, that of its items, and of what they tell
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CollectionDescription(
    String id,
    String title,
    String description,
    @Nullable Extent extent,
    String itemType,
    List<String> crs,
    List<Link> links) {
  /** Longitude and latitude in degrees; the name is an identifier, nobody fetches it. */
  private static final String CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

  /**
   * @param spatial boxes around the things
   */
  record Extent(Spatial spatial) {}

  /**
   * @param bbox one box: west, south, east, north in degrees
   * @param crs reference system of the box
   */
  record Spatial(List<List<Double>> bbox, String crs) {}

  static CollectionDescription of(MapCollection collection, Optional<Bbox> box, String base) {
    String self = base + "/collections/" + collection.id();
    Extent extent =
        box.map(Bbox::corners)
            .map(corners -> new Extent(new Spatial(List.of(corners), CRS84)))
            .orElse(null);
    return new CollectionDescription(
        collection.id(),
        collection.title(),
        collection.description(),
        extent,
        "feature",
        List.of(CRS84),
        List.of(
            new Link(self, "self", Link.JSON, collection.title()),
            new Link(self + "/items", "items", Link.GEOJSON, collection.title()),
            new Link(self + "/schema", ItemSchema.REL, ItemSchema.MEDIA_TYPE, collection.title())));
  }
}
