package org.gridmap.backend.grid;

import org.springframework.stereotype.Component;

@Component
class GridTilePreparation {
  void prepare(long divisionId) {}
}
