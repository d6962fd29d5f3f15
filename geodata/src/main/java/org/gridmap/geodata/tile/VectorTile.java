package org.gridmap.geodata.tile;

import java.util.ArrayList;
import java.util.List;

/** A Mapbox Vector Tile (version 2.1): layers in the order in which they were added. */
public final class VectorTile {
  private final List<VectorTileLayer> layers = new ArrayList<>();

  /** Adds a layer; one without features is left out. */
  public void add(VectorTileLayer layer) {
    if (layer.count() > 0) {
      layers.add(layer);
    }
  }

  /** Bytes that the tile takes so far, up to a few. */
  public int size() {
    return layers.stream().mapToInt(VectorTileLayer::size).sum();
  }

  /** The tile as it is sent; empty if it holds no feature. */
  public byte[] toBytes() {
    ProtoBuffer tile = new ProtoBuffer(size() + 64);
    for (VectorTileLayer layer : layers) {
      layer.writeTo(tile);
    }
    return tile.toBytes();
  }
}
