package org.gridmap.backend.land;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.ProblemType;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of problem that a code can meet. */
@Configuration(proxyBeanMethods = false)
public class LineageProblems {
  public static final ProblemType CODE_TAKEN =
      new ProblemType("code-taken", 409, "The code was given to another grid");

  /**
   * @param place a point inside the grid, degrees; null where it has no land
   * @param grids code of the grid
   */
  private record Taken(@Nullable Coordinate place, List<String> grids) {}

  /** The refusal of codes that other grids have or had, with the places of those that want them. */
  public static ProblemException taken(
      String detail, Collection<String> codes, Function<String, ? extends Geometry> outlines) {
    List<Taken> places =
        codes.stream()
            .map(code ->
                new Taken(outlines.apply(code).getInteriorPoint().getCoordinate(), List.of(code)))
            .toList();
    return new ProblemException(
        CODE_TAKEN, detail, Map.of("codes", List.copyOf(codes), "places", places));
  }

  @Bean
  ProblemType.Catalogue problemsOfLineage() {
    return () -> List.of(CODE_TAKEN);
  }
}
