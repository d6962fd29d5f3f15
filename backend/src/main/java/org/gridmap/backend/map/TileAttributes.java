package org.gridmap.backend.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gridmap.geodata.tile.VectorTileLayer;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that features have in a layer of the tile, in the order in which rows give them.
 */
public final class TileAttributes {
  private final List<Attribute> attributes;

  private TileAttributes(List<Attribute> attributes) {
    this.attributes = attributes;
  }

  /** Those of a layer of the tile. */
  public static TileAttributes of(MapLayer layer, String vectorLayer) {
    return new TileAttributes(layer.attributesIn(layer.vectorLayer(vectorLayer)));
  }

  static TileAttributes none() {
    return new TileAttributes(List.of());
  }

  /** Their columns in a statement. */
  List<String> columns() {
    return attributes.stream().map(Attribute::column).toList();
  }

  /** The attributes of a row, null for one without a value. */
  public List<@Nullable Object> values(TileRow row) {
    return values(row, attributes.size());
  }

  /** The attributes of a row that gives all but the last one. */
  public List<@Nullable Object> values(TileRow row, @Nullable Object last) {
    List<@Nullable Object> values = values(row, attributes.size() - 1);
    values.add(last);
    return values;
  }

  private List<@Nullable Object> values(TileRow row, int count) {
    List<@Nullable Object> values = new ArrayList<>(attributes.size());
    for (int i = 0; i < count; i++) {
      values.add(attributes.get(i).valueOf(row, i + 1));
    }
    return values;
  }

  /**
   * Gives the next feature of a layer those attributes that the layer has and that have a value.
   *
   * @param values by column
   * @throws IllegalArgumentException if one is for a column that is none of the layer's
   */
  public VectorTileLayer write(Map<String, ?> values, VectorTileLayer drawn) {
    List<String> columns = columns();
    if (!columns.containsAll(values.keySet())) {
      throw new IllegalArgumentException(values.keySet() + " are not all among " + columns);
    }
    return write(columns.stream().<@Nullable Object>map(values::get).toList(), drawn);
  }

  /** Gives the next feature of a layer those attributes that the layer has. */
  public VectorTileLayer write(List<@Nullable Object> values, VectorTileLayer drawn) {
    for (int i = 0; i < attributes.size(); i++) {
      Attribute one = attributes.get(i);
      if (one.layers().isEmpty() || one.layers().contains(drawn.name())) {
        switch (values.get(i)) {
          case null -> {}
          case String text -> drawn.attribute(one.tileName(), text);
          case Long number when one == Attribute.ID -> drawn.ownAttribute(one.tileName(), number);
          case Long number -> drawn.attribute(one.tileName(), number);
          case Double number -> drawn.attribute(one.tileName(), number);
          case Boolean truth -> drawn.attribute(one.tileName(), truth);
          case Object other -> throw new IllegalStateException("no attribute: " + other);
        }
      }
    }
    return drawn;
  }
}
