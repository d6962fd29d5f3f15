package org.gridmap.backend.publication.compliance;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gridmap.backend.publication.comparison.Ancestry;
import org.gridmap.backend.publication.comparison.AreaHouses;
import org.gridmap.backend.publication.comparison.ComparedDivision;
import org.gridmap.backend.publication.comparison.ComparedDivision.SideGrid;
import org.gridmap.backend.publication.comparison.ComparedDivisions;
import org.gridmap.backend.publication.compliance.RuleInput.Institution;
import org.gridmap.backend.publication.compliance.RuleInput.StationSite;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.sql.StoredGeometry;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Gathers what the rules look at. Posts and stations name codes; each is meant in the division. */
@Component
class RuleInputs {
  private static final SqlFile DUTIES = SqlFile.of(RuleInputs.class, "duties.sql");
  private static final SqlFile STATIONS = SqlFile.of(RuleInputs.class, "stations.sql");
  private static final SqlFile INSTITUTIONS = SqlFile.of(RuleInputs.class, "institutions.sql");
  private static final SqlFile ROADS = SqlFile.of(RuleInputs.class, "roads.sql");

  private record HeldDuty(String gridCode, String role) {}

  private record StoredStation(String gridCode, Coordinate location) {}

  private static final RowMapper<StoredStation> STATION =
      new RecordRowMapper<>(StoredStation.class);

  private final JdbcClient jdbc;
  private final ComparedDivisions sides;
  private final Ancestry ancestry;
  private final AreaHouses houses;
  private final ComplianceProperties limits;
  private final JsonMapper json;

  RuleInputs(
      JdbcClient jdbc,
      ComparedDivisions sides,
      Ancestry ancestry,
      AreaHouses houses,
      ComplianceProperties limits,
      JsonMapper json) {
    this.jdbc = jdbc;
    this.sides = sides;
    this.ancestry = ancestry;
    this.houses = houses;
    this.limits = limits;
    this.json = json;
  }

  @Transactional(readOnly = true)
  public RuleInput of(ComparedDivision side, boolean exact) {
    Envelope box = new Envelope();
    for (SideGrid leaf : side.leaves()) {
      box.expandToInclude(leaf.outline().getEnvelopeInternal());
    }
    Meanings meanings = new Meanings(side, ancestry, sides.findBase(side));
    Map<String, Set<String>> duties = new HashMap<>();
    DUTIES
        .on(jdbc)
        .query(new RecordRowMapper<>(HeldDuty.class))
        .list()
        .forEach(held ->
            meanings
                .of(held.gridCode())
                .forEach(
                    code -> duties.computeIfAbsent(code, any -> new HashSet<>()).add(held.role())));
    // A border follows what runs beside it, so a road just outside counts.
    Envelope around = new Envelope(box);
    around.expandBy(0.0005);
    return new RuleInput(
        side,
        houses.list(box, exact),
        exact,
        in(ROADS, around).query(StoredGeometry::get).list(),
        in(STATIONS, box).query(STATION).list().stream()
            .map(one -> new StationSite(one.location(), meanings.of(one.gridCode())))
            .toList(),
        in(INSTITUTIONS, box)
            .param("employees", limits.employees())
            .query(new RecordRowMapper<>(Institution.class))
            .list(),
        duties,
        weights(side));
  }

  private JdbcClient.StatementSpec in(SqlFile statement, Envelope box) {
    boolean nowhere = box.isNull();
    return statement
        .on(jdbc)
        .param("west", nowhere ? 0 : box.getMinX())
        .param("south", nowhere ? 0 : box.getMinY())
        .param("east", nowhere ? 0 : box.getMaxX())
        .param("north", nowhere ? 0 : box.getMaxY());
  }

  private ComplianceProperties.Weights weights(ComparedDivision side) {
    return Optional.ofNullable(side.label().planId())
        .flatMap(id ->
            jdbc.sql("SELECT weights::text FROM plan WHERE id = ?")
                .param(id)
                .query(String.class)
                .optional())
        .map(text -> json.readValue(text, ComplianceProperties.Weights.class))
        .orElse(limits.weights());
  }

  /** What codes mean in one division, each looked up once. */
  private static final class Meanings {
    private final Map<String, Set<String>> known = new HashMap<>();
    private final ComparedDivision side;
    private final Ancestry ancestry;
    private final ComparedDivision base;
    private final List<org.gridmap.backend.land.Lineages.Descent> descents;

    Meanings(ComparedDivision side, Ancestry ancestry, Optional<ComparedDivision> base) {
      this.side = side;
      this.ancestry = ancestry;
      this.base = base.orElse(side);
      this.descents = base.map(one -> ancestry.between(one, side)).orElse(List.of());
    }

    Set<String> of(String code) {
      return known.computeIfAbsent(
          code, one -> Ancestry.carried(ancestry.meaning(one, base), side, descents));
    }
  }
}
