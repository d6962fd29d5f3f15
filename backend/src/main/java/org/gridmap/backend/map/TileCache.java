package org.gridmap.backend.map;

import java.util.function.Function;
import org.gridmap.backend.live.Revision;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Finished tiles. */
@Component
class TileCache extends PieceCache<TileKey> {
  @Autowired
  TileCache(TileProperties properties, TileRenderer renderer, Revision revision) {
    this(properties, key -> renderer.render(key.tile(), key.divisions(), key.drafts()));
    revision.onChange(this::forget);
  }

  TileCache(TileProperties properties, Function<TileKey, byte[]> draw) {
    super(properties.cache(), properties.atOnce(), properties.patience(), draw);
  }
}
