package org.gridmap.backend.plan.drafting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.geodata.topology.BrushArea;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds the houses and roads by which the border is drawn that a planner means when he paints. */
@Component
class BrushSelection {
  private static final SqlFile DOORS = SqlFile.of(BrushSelection.class, "house-entrances.sql");

  private final JdbcClient jdbc;
  private final RoadLines roads;

  BrushSelection(JdbcClient jdbc, RoadLines roads) {
    this.jdbc = jdbc;
    this.roads = roads;
  }

  /**
   * The transfer that gives painted houses and blocks to a grid; it can be applied as it is.
   *
   * @param houses numbers of the painted houses
   * @param blocks places in blocks between roads that were painted whole
   * @param to code of the leaf grid that gains them
   * @throws ProblemException {@code operation-refused} with the reason and the place
   */
  @Transactional(readOnly = true)
  public Operation paint(
      GridPartition partition, Set<Long> houses, List<Coordinate> blocks, String to) {
    Envelope all = new Envelope();
    partition.edges().forEach(edge -> edge.points().forEach(all::expandToInclude));
    Map<Long, Coordinate> doors = doors(all);
    List<Coordinate> painted = houses.stream().map(doors::get).filter(Objects::nonNull).toList();
    try {
      return BrushArea.transfer(
          partition,
          new BrushArea.Painting(painted, blocks),
          new BrushArea.Ground(doors.values(), roads.in(all)),
          to);
    } catch (RefusedOperationException e) {
      throw EditConflicts.refusal(e);
    }
  }

  private Map<Long, Coordinate> doors(Envelope box) {
    Map<Long, Coordinate> doors = new HashMap<>();
    DOORS
        .on(jdbc)
        .param("west", box.getMinX())
        .param("south", box.getMinY())
        .param("east", box.getMaxX())
        .param("north", box.getMaxY())
        .query(row -> {
          doors.put(row.getLong("id"), new Coordinate(row.getDouble("lon"), row.getDouble("lat")));
        });
    return doors;
  }
}
