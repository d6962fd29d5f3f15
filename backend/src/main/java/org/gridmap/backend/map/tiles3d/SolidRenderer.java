package org.gridmap.backend.map.tiles3d;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.gridmap.geodata.solid.LocalFrame;
import org.gridmap.geodata.solid.SolidCell;
import org.gridmap.geodata.solid.SolidModel;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes the files of the 3D tiles from what the layers have. */
@Component
class SolidRenderer {
  private static final byte[] NOTHING = {};

  private final List<SolidLayer> layers;
  private final JsonMapper json;

  SolidRenderer(ObjectProvider<SolidLayer> layers, JsonMapper json) {
    this.layers = layers.orderedStream().toList();
    this.json = json;
  }

  /** The file; empty if nothing lies there. */
  byte[] render(SolidKey key) {
    return switch (key.kind()) {
      case TILESET -> json.writeValueAsBytes(Tileset.of(weigh(key.cell(), 0), key.query()));
      case SUBTREE -> {
        int below = SolidTree.levelBelow(key.cell());
        yield SolidTree.subtree(key.cell(), weigh(key.cell(), below));
      }
      case CONTENT -> content(key);
    };
  }

  private byte[] content(SolidKey key) {
    SolidCell cell = key.cell();
    if (cell.level() < SolidTree.FIRST_CONTENT) {
      return NOTHING;
    }
    Optional<SolidWeight> weight =
        weigh(cell, cell.level()).stream().reduce((a, b) -> a.plus(b, cell.x(), cell.y()));
    if (weight.isEmpty()) {
      return NOTHING;
    }
    boolean detailed = SolidTree.isDetailed(cell.level(), weight.get());
    Coordinate middle = cell.degrees().centre();
    SolidModel model = new SolidModel(LocalFrame.at(middle.x, middle.y));
    SolidRequest request = new SolidRequest(cell, detailed, key.divisions(), key.drafts());
    layers.forEach(layer -> layer.draw(request, model));
    return model.isEmpty() ? NOTHING : model.toBytes();
  }

  private List<SolidWeight> weigh(SolidCell cell, int level) {
    return layers.stream()
        .map(layer -> layer.weigh(cell, level))
        .flatMap(Collection::stream)
        .toList();
  }
}
