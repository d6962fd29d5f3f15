package org.gridmap.backend.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.map.MapCollection.Filter;
import org.gridmap.backend.sql.SqlFile;

/**
 * One kind of thing on the map, declared once. A collection of OGC API - Features, layers of the
 * vector tiles and the descriptions of both are made from it.
 *
 * @param id last part of the address of the collection
 * @param title what people call it, Chinese and English
 * @param description what it holds, one or two sentences
 * @param right what a caller needs to see it: {@code MAP} or {@code DRAFTS}, because tiles are kept
 *     for those two
 * @param filters parameters that narrow the collection, besides the box and the time
 * @param vectorLayers in which layers of a tile it is drawn
 * @param attributes what is told of each thing, besides its number
 * @param query selects the things: columns {@code id}, {@code geom} (EPSG:4490) and one for each
 *     attribute of items. It may take {@code :id} (a number), {@code :area} (well-known text,
 *     EPSG:4490), {@code :during} (a range of time), {@code :drafts} and one for each filter; all
 *     but {@code :drafts} may be NULL for "any". Without {@code :id} or {@code :area} of its own it
 *     is narrowed from outside
 */
public record MapLayer(
    String id,
    String title,
    String description,
    Right right,
    List<Filter> filters,
    List<VectorLayer> vectorLayers,
    List<Attribute> attributes,
    SqlFile query) {
  public MapLayer {
    if (right != Right.MAP && right != Right.DRAFTS) {
      throw new IllegalArgumentException("Tiles are kept for MAP and DRAFTS, not for " + right);
    }
    filters = List.copyOf(filters);
    vectorLayers = List.copyOf(vectorLayers);
    attributes = List.copyOf(attributes);
  }

  /** Whether only those who may see drafts find anything in it. */
  boolean isOfDrafts() {
    return right == Right.DRAFTS;
  }

  /**
   * The layer of a tile with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  VectorLayer vectorLayer(String name) {
    return vectorLayers.stream()
        .filter(one -> one.id().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(id + " is not drawn in " + name));
  }

  /**
   * The attributes that features have in a layer of the tile, in their order there: the number,
   * what all its layers have, what this one has alone.
   */
  List<Attribute> attributesIn(VectorLayer layer) {
    List<Attribute> all = new ArrayList<>();
    all.add(Attribute.ID);
    attributes.stream().filter(one -> one.inTiles() && one.layers().isEmpty()).forEach(all::add);
    attributes.stream()
        .filter(one -> one.inTiles() && one.layers().contains(layer.id()))
        .forEach(all::add);
    return layer.only().isEmpty()
        ? all
        : all.stream().filter(one -> layer.only().contains(one.column())).toList();
  }

  /** The attributes of an item, in their order there. */
  List<Attribute> attributesOfItems() {
    return attributes.stream().filter(Attribute::inItems).toList();
  }

  /** Names of attributes with the words of TileJSON for what they are. */
  Map<String, String> fieldsOf(VectorLayer layer) {
    Map<String, String> fields = new LinkedHashMap<>();
    attributesIn(layer).forEach(one -> fields.put(one.tileName(), one.type().tileJson()));
    return fields;
  }
}
