package org.gridmap.backend.map.tiles3d;

import org.gridmap.backend.live.Revision;
import org.gridmap.backend.map.PieceCache;
import org.springframework.stereotype.Component;

/** Finished files of the 3D tiles. */
@Component
class SolidCache extends PieceCache<SolidKey> {
  SolidCache(SolidProperties properties, SolidRenderer renderer, Revision revision) {
    super(properties.cache(), properties.atOnce(), properties.patience(), renderer::render);
    revision.onChange(this::forget);
  }
}
