package org.gridmap.backend.statistics;

import java.util.List;
import java.util.Map;

/** Implemented by modules that count something by house, such as organisations. */
public interface MeasureSource {
  /** What it counts. Independent of every other measure: no sum of them equals another. */
  List<Measure> listMeasures();

  /**
   * Counts by house, over all houses; called again after {@link #revision} has changed.
   *
   * @return for each code of {@link #listMeasures} the houses with their counts; a house that is
   *     missing counts 0
   */
  Map<String, Map<Long, Long>> countByHouse();

  /**
   * A number that is another one whenever counts may have changed. Cheap: asked for every answer.
   */
  long revision();
}
