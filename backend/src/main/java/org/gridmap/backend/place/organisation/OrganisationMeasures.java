package org.gridmap.backend.place.organisation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.statistics.Measure;
import org.gridmap.backend.statistics.MeasureSource;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts organisations by house. Organisations are not people, so small counts are not suppressed.
 * ---
 */
@Component
class OrganisationMeasures implements MeasureSource {
  private static final Map<OrganisationKind, Measure> MEASURES =
      Map.of(
          OrganisationKind.ENTERPRISE, new Measure("enterprises", "企业", "Enterprises", 0),
          OrganisationKind.SHOP, new Measure("shops", "商铺", "Shops", 0),
          OrganisationKind.RENTAL, new Measure("rentals", "出租房", "Rentals", 0),
          OrganisationKind.PARTY_BRANCH, new Measure("partyBranches", "党支部", "Party branches", 0));

  private record InHouse(OrganisationKind kind, long houseId, long count) {}

  private static final RowMapper<InHouse> IN_HOUSE = new RecordRowMapper<>(InHouse.class);

  private final JdbcClient jdbc;

  OrganisationMeasures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Measure> listMeasures() {
    return MEASURES.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public Map<String, Map<Long, Long>> countByHouse() {
    Map<String, Map<Long, Long>> counts = new HashMap<>();
    listMeasures().forEach(measure -> counts.put(measure.code(), new HashMap<>()));
    jdbc.sql(
            "SELECT kind, house_id, count(*) FROM organisation WHERE house_id IS NOT NULL GROUP BY kind,"
                + " house_id")
        .query(IN_HOUSE)
        .list()
        .forEach(found -> {
          Measure measure = MEASURES.get(found.kind());
          if (measure != null) {
            counts
                .computeIfAbsent(measure.code(), any -> new HashMap<>())
                .put(found.houseId(), found.count());
          }
        });
    return counts;
  }

  @Override
  public long revision() {
    return jdbc.sql("SELECT number FROM organisation_revision").query(Long.class).single();
  }
}
