package org.gridmap.backend.event;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.backend.house.HouseLocations;
import org.gridmap.backend.house.HouseLocations.HouseLocation;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.land.GridsInForce.GridInForce;
import org.gridmap.backend.land.GridsInForce.GridNode;
import org.gridmap.backend.land.GridsInForce.NearLeaf;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.stereotype.Component;

/** Says in which leaf grid an event is, by the division in force. */
@Component
class EventPlaces {
  /** Within so many metres of a border nobody can be sure on which side he stands. */
  static final int BORDER_METRES = 15;

  private final GridsInForce grids;
  private final HouseLocations houses;

  EventPlaces(GridsInForce grids, HouseLocations houses) {
    this.grids = grids;
    this.houses = houses;
  }

  /**
   * Where an event is.
   *
   * @param location degrees, longitude first; of a house its entrance
   * @param houseId the house, if one is meant
   * @param leaf the leaf grid it belongs to
   * @param other the one on the other side of a border nearby, which is informed
   */
  record EventPlace(
      Coordinate location, @Nullable Long houseId, GridInForce leaf, @Nullable GridInForce other) {
    @Nullable String otherCode() {
      return other == null ? null : other.code();
    }
  }

  /**
   * A grid on one side of a border.
   *
   * @param gridCode its code
   * @param gridName its name
   */
  record Side(String gridCode, String gridName) {}

  /**
   * The place that somebody names.
   *
   * @param gridCode the side of a border that he chose; null if he was not asked
   * @throws ProblemException side-needed near a border without a side; validation-failed for a
   *     place outside every grid, a house that is in none, or a side that is not nearby
   */
  EventPlace named(Coordinate point, @Nullable Long houseId, @Nullable String gridCode) {
    if (houseId != null) {
      return ofHouse(houseId).orElseThrow(() -> Faults.refusal(List.of("houseId")));
    }
    List<NearLeaf> found = grids.listLeavesNear(point, BORDER_METRES);
    List<GridInForce> near = found.stream().map(NearLeaf::grid).toList();
    if (gridCode == null && near.size() > 1) {
      throw new ProblemException(
          EventProblems.SIDE_NEEDED,
          "The place is within " + BORDER_METRES + " metres of a border. Name the grid it is in.",
          Map.of("sides", near.stream().map(grid -> new Side(grid.code(), grid.name())).toList()));
    }
    GridInForce leaf =
        gridCode == null
            ? holder(found).orElseThrow(EventPlaces::outside)
            : near.stream()
                .filter(grid -> grid.code().equals(gridCode))
                .findFirst()
                .orElseThrow(() -> Faults.refusal(List.of("gridCode")));
    return new EventPlace(point, null, leaf, beside(near, leaf));
  }

  /**
   * Where an event is by an earlier division.
   *
   * @param point degrees, longitude first
   * @param houseId the house, if one is meant
   * @param gridCode code of its grid; empty if it was in none
   */
  record Earlier(Coordinate point, @Nullable Long houseId, String gridCode) {}

  /**
   * The place that the division in force gives to an event of an earlier one: the leaf of its
   * house, else the grid that it was in if that is still there, else the leaf of its point.
   */
  Optional<EventPlace> today(Coordinate point, @Nullable Long houseId, String gridCode) {
    return Optional.ofNullable(today(Map.of(0L, new Earlier(point, houseId, gridCode))).get(0L));
  }

  /** The same for many events, by any number; those that lie in no grid any more are left out. */
  Map<Long, EventPlace> today(Map<Long, Earlier> events) {
    // By the door and not by house_grid: a division that comes into force places houses last.
    Map<Long, Coordinate> doors =
        houses.listEntrances(
            events.values().stream().map(Earlier::houseId).filter(Objects::nonNull).toList());
    Map<Long, Coordinate> points = new LinkedHashMap<>();
    events.forEach((key, event) -> {
      Coordinate point = event.houseId() == null ? event.point() : doors.get(event.houseId());
      if (point != null) {
        points.put(key, point);
      }
    });
    Map<Long, EventPlace> places = new HashMap<>();
    grids
        .listLeavesNear(points, BORDER_METRES)
        .forEach((key, near) -> {
          Earlier event = Objects.requireNonNull(events.get(key));
          place(event, Objects.requireNonNull(points.get(key)), near)
              .ifPresent(place -> places.put(key, place));
        });
    return places;
  }

  private static Optional<EventPlace> place(Earlier event, Coordinate point, List<NearLeaf> near) {
    if (event.houseId() != null) {
      return holder(near).map(leaf -> new EventPlace(point, event.houseId(), leaf, null));
    }
    List<GridInForce> leaves = near.stream().map(NearLeaf::grid).toList();
    return leaves.stream()
        .filter(grid -> grid.code().equals(event.gridCode()))
        .findFirst()
        .or(() -> holder(near))
        .map(leaf -> new EventPlace(point, null, leaf, beside(leaves, leaf)));
  }

  private static Optional<GridInForce> holder(List<NearLeaf> near) {
    return near.stream().filter(NearLeaf::holds).findFirst().map(NearLeaf::grid);
  }

  /** What the history says of an event that went from one grid to another, or stayed. */
  static Map<String, String> way(EventRow before, EventRow after) {
    return Map.of(
        "fromGrid",
        before.gridCode(),
        "fromGridName",
        before.gridName(),
        "toGrid",
        after.gridCode(),
        "toGridName",
        after.gridName());
  }

  /** Whether a grid in force bears a code. */
  boolean isInForce(String gridCode) {
    return grids.findByCode(gridCode).isPresent();
  }

  /** Codes of all grids in force. */
  Set<String> codesInForce() {
    return grids.listTree(null).stream().map(GridNode::code).collect(Collectors.toSet());
  }

  private Optional<EventPlace> ofHouse(long houseId) {
    return houses
        .find(houseId)
        .map(HouseLocation::entrance)
        .flatMap(door ->
            grids.findLeaf(door.x, door.y).map(leaf -> new EventPlace(door, houseId, leaf, null)));
  }

  private static @Nullable GridInForce beside(List<GridInForce> near, GridInForce leaf) {
    return near.stream().filter(grid -> grid.id() != leaf.id()).findFirst().orElse(null);
  }

  private static ProblemException outside() {
    return Faults.refusal(List.of("longitude", "latitude"));
  }
}
