package org.gridmap.backend.publication.compliance;

import static org.gridmap.backend.publication.compliance.BorderRules.rounded;
import static org.gridmap.backend.publication.compliance.RuleResult.MOST_FIRST;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gridmap.backend.publication.comparison.GridSizes;
import org.gridmap.backend.publication.comparison.GridSizes.Size;
import org.gridmap.backend.publication.compliance.RuleResult.Builder;
import org.gridmap.backend.publication.compliance.RuleResult.Offence;
import org.gridmap.backend.statistics.Norm;
import org.gridmap.backend.statistics.NormMeasure;
import org.gridmap.backend.statistics.Norms;

/** 规模适度: what each grid holds against the norm that it has. */
final class SizeRules {
  private SizeRules() {}

  /** One line for each measure that some grid has a norm of; none where every size is free. */
  static List<RuleResult> list(RuleInput matter, Norms norms) {
    Map<NormMeasure, List<Size>> byMeasure =
        GridSizes.list(matter.side(), matter.houses(), matter.exact(), norms).stream()
            .collect(
                Collectors.groupingBy(
                    size -> size.norm().measure(), TreeMap::new, Collectors.toList()));
    return byMeasure.entrySet().stream().map(one -> rule(one.getKey(), one.getValue())).toList();
  }

  private static RuleResult rule(NormMeasure measure, List<Size> sizes) {
    Builder rule = new Builder(measure.name(), "规模适度", "A fitting size");
    List<List<Long>> bands = sizes.stream().map(size -> band(size.norm())).distinct().toList();
    for (Size size : sizes) {
      if (size.band() != Norm.Band.GOOD) {
        String asked = bands.size() == 1 ? null : size.norm().least() + "–" + size.norm().most();
        rule.offence(
            Offence.of(
                size.grid(),
                size.told() ? (double) size.count() : null,
                size.grid().outline().getInteriorPoint().getCoordinate(),
                asked));
      }
    }
    rule.figure("mean", rounded(sizes.stream().mapToLong(Size::count).average().orElse(0)))
        .figure("grids", sizes.size());
    if (bands.size() == 1) {
      rule.figure("least", bands.getFirst().getFirst()).figure("most", bands.getFirst().getLast());
    }
    return rule.build(MOST_FIRST);
  }

  private static List<Long> band(Norm norm) {
    return List.of(norm.least(), norm.most());
  }
}
