package org.gridmap.backend.house;

import org.locationtech.jts.geom.Envelope;
import org.springframework.stereotype.Component;

@Component
class HouseTilePreparation {
  void prepare(Envelope area) {}
}
