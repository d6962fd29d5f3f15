package org.gridmap.backend.place;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.house.HouseLocations;
import org.gridmap.backend.house.HouseLocations.HouseLocation;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.land.GridsInForce.GridInForce;
import org.gridmap.backend.live.MapChanges;
import org.gridmap.backend.web.RequestValidator;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Stores stations and emergency resources in bulk. */
@Service
public class PlaceLoad {
  private final StationRepository stations;
  private final ResourceRepository resources;
  private final GridsInForce grids;
  private final HouseLocations houses;
  private final MapChanges changes;
  private final RequestValidator requests;

  PlaceLoad(
      StationRepository stations,
      ResourceRepository resources,
      GridsInForce grids,
      HouseLocations houses,
      MapChanges changes,
      RequestValidator requests) {
    this.stations = stations;
    this.resources = resources;
    this.grids = grids;
    this.houses = houses;
    this.changes = changes;
    this.requests = requests;
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
      List<StationRecord> newStations,
      List<ResourceRecord> newResources) {
    Envelope stationArea = new Envelope();
    stations.deleteBySource(source).forEach(one -> stationArea.expandToInclude(one.place()));
    stations.flush();
    for (StationRecord one : newStations) {
      store(source, one);
      stationArea.expandToInclude(one.place());
    }
    Envelope resourceArea = new Envelope();
    resources.deleteBySource(source).forEach(one -> resourceArea.expandToInclude(one.place()));
    resources.flush();
    Map<String, HouseLocation> sites =
        newResources.isEmpty() ? Map.of() : houses.listBySource(houseSource);
    for (ResourceRecord one : newResources) {
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
    Station.StationInput input =
        requests.check(
            new Station.StationInput(
                one.name(),
                one.address(),
                one.phone(),
                one.hours(),
                null,
                one.walkingMinutes(),
                List.of(place.x, place.y)));
    stations.saveAndFlush(
        new StationEntity(input, code == null ? leaf : code, place).of(source, one.sourceId()));
  }

  private Coordinate store(String source, ResourceRecord one, Map<String, HouseLocation> sites) {
    HouseLocation house = one.houseSourceId() == null ? null : sites.get(one.houseSourceId());
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
    EmergencyResource.ResourceInput input =
        requests.check(
            new EmergencyResource.ResourceInput(
                one.kind(),
                one.name(),
                one.quantity(),
                one.checkedOn(),
                house == null ? null : house.id(),
                List.of(place.x, place.y)));
    resources.saveAndFlush(new ResourceEntity(input, grid, place).of(source, one.sourceId()));
    return place;
  }
}
