package org.gridmap.backend.map;

import java.time.Instant;
import java.util.List;

/** Which divisions of land were in force when; implemented by the module that stores them. */
@FunctionalInterface
public interface DivisionHistory {
  /** Numbers of the divisions in force at a moment, past or to come, ascending. */
  List<Long> listInForce(Instant moment);
}
