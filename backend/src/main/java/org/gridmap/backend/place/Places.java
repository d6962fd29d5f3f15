package org.gridmap.backend.place;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.house.HouseSites;
import org.gridmap.backend.house.HouseSites.HouseSite;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.land.GridsInForce.GridInForce;
import org.gridmap.backend.live.MapChanges;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Stores stations and emergency resources in bulk. */
@Service
public class Places {
  private final JdbcClient jdbc;
  private final GridsInForce grids;
  private final HouseSites houses;
  private final MapChanges changes;

  Places(JdbcClient jdbc, GridsInForce grids, HouseSites houses, MapChanges changes) {
    this.jdbc = jdbc;
    this.grids = grids;
    this.houses = houses;
    this.changes = changes;
  }

  /**
   * A station of a source.
   *
   * @param sourceId what the source calls it, unique in the source
   * @param name name
   * @param address address, may be empty
   * @param phone telephone of the office, may be empty
   * @param hours when it is open, may be empty
   * @param gridCode code of the grid it serves; null for the leaf grid where it stands
   * @param place degrees, longitude first
   * @param walkingMinutes 1 to 60
   */
  public record StationRecord(
      String sourceId,
      String name,
      String address,
      String phone,
      String hours,
      @Nullable String gridCode,
      Coordinate place,
      int walkingMinutes) {}

  /**
   * An emergency resource of a source.
   *
   * @param sourceId what the source calls it, unique in the source
   * @param kind a constant of {@code EmergencyResource.Kind}, such as {@code HYDRANT}
   * @param name what people call it, may be empty
   * @param quantity pieces; of a shelter or assembly point, people
   * @param checkedOn the day it was last seen to work; null if never
   * @param houseSourceId what the source of houses calls the house it is in; null if outside
   * @param place degrees, longitude first; null for the door of the house
   */
  public record ResourceRecord(
      String sourceId,
      String kind,
      String name,
      int quantity,
      @Nullable LocalDate checkedOn,
      @Nullable String houseSourceId,
      @Nullable Coordinate place) {}

  /**
   * Stores the stations and resources of a source in place of those that an earlier load of it
   * stored.
   *
   * @param houseSource the source of the houses
   * @param source the source of the places
   * @throws IllegalArgumentException if something stands in no grid in force, or in a house that is
   *     not there
   * @throws org.gridmap.backend.web.ProblemException validation-failed with the names of the fields
   */
  @Transactional
  public void load(
      String houseSource,
      String source,
      List<StationRecord> stations,
      List<ResourceRecord> resources) {
    Envelope stationArea = removeStations(source);
    for (StationRecord one : stations) {
      store(source, one);
      stationArea.expandToInclude(one.place());
    }
    Envelope resourceArea = removeResources(source);
    Map<String, HouseSite> sites =
        resources.isEmpty() ? Map.of() : houses.listBySource(houseSource);
    for (ResourceRecord one : resources) {
      resourceArea.expandToInclude(store(source, one, sites));
    }
    changes.record("station", stationArea);
    changes.record("resource", resourceArea);
  }

  private void store(String source, StationRecord one) {
    Coordinate place = one.place();
    String leaf =
        grids
            .findLeaf(place.x, place.y)
            .map(GridInForce::code)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "station " + one.sourceId() + " stands in no grid in force"));
    String code = one.gridCode();
    Station.Input input =
        new Station.Input(
                one.name(),
                one.address(),
                one.phone(),
                one.hours(),
                null,
                List.of(place.x, place.y),
                one.walkingMinutes())
            .checked();
    Stations.bind(
            jdbc.sql(
                """
                INSERT INTO station (source, source_id, name, address, phone, opening_hours, walking_minutes,
                  grid_code, location)
                VALUES (:source, :sourceId, :name, :address, :phone, :hours, :minutes, :grid,
                  ST_SetSRID(ST_MakePoint(:longitude, :latitude), 4490))
                """),
            input,
            code == null ? leaf : code,
            place)
        .param("source", source)
        .param("sourceId", one.sourceId())
        .update();
  }

  private Coordinate store(String source, ResourceRecord one, Map<String, HouseSite> sites) {
    HouseSite house = one.houseSourceId() == null ? null : sites.get(one.houseSourceId());
    Coordinate place = one.place() != null ? one.place() : house == null ? null : house.entrance();
    if (place == null || one.houseSourceId() != null && house == null) {
      throw new IllegalArgumentException("resource " + one.sourceId() + " stands nowhere");
    }
    String grid =
        grids
            .findLeaf(place.x, place.y)
            .map(GridInForce::code)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "resource " + one.sourceId() + " stands in no grid in force"));
    EmergencyResource.Input input =
        new EmergencyResource.Input(
                one.kind(),
                one.name(),
                one.quantity(),
                one.checkedOn(),
                house == null ? null : house.id(),
                List.of(place.x, place.y))
            .checked();
    Resources.bind(
            jdbc.sql(
                """
                INSERT INTO emergency_resource (source, source_id, kind, name, quantity, checked_on, house_id,
                  grid_code, location)
                VALUES (:source, :sourceId, :kind, :name, :quantity, :checkedOn, :house, :grid,
                  ST_SetSRID(ST_MakePoint(:longitude, :latitude), 4490))
                """),
            input,
            grid,
            place)
        .param("source", source)
        .param("sourceId", one.sourceId())
        .update();
    return place;
  }

  private Envelope removeStations(String source) {
    return removed(
        "DELETE FROM station WHERE source = :source RETURNING ST_X(location), ST_Y(location)",
        source);
  }

  private Envelope removeResources(String source) {
    return removed(
        "DELETE FROM emergency_resource WHERE source = :source RETURNING ST_X(location),"
            + " ST_Y(location)",
        source);
  }

  private Envelope removed(String sql, String source) {
    Envelope area = new Envelope();
    jdbc.sql(sql)
        .param("source", source)
        .query((row, n) -> new Coordinate(row.getDouble(1), row.getDouble(2)))
        .list()
        .forEach(area::expandToInclude);
    return area;
  }
}
