package org.gridmap.backend.live;

import java.util.List;

/** Told of changes after they are committed; what it kept of the old map must be gone on return. */
@FunctionalInterface
public interface MapChangeListener {
  void changed(List<MapChange> changes);
}
