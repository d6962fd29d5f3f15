package org.gridmap.geodata.demo.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gridmap.geodata.demo.DemoGrid;
import org.gridmap.geodata.demo.DemoHouse;
import org.gridmap.geodata.demo.DemoRoad;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.demo.identity.SyntheticPhones;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.linearref.LengthIndexedLine;

/**
 * The stations and emergency resources of a town: one station in every level 2 grid, shelters in
 * schools and halls, hydrants along the streets that a fire engine can use, defibrillators where
 * many people come by, a fire post beside every station.
 *
 * @param stations by grid code
 * @param resources by kind
 */
public record DemoPlaces(List<DemoStation> stations, List<DemoResource> resources) {
  /** 150 m: what one length of hose from either side covers. */
  private static final double DEGREES_BETWEEN_HYDRANTS = 150 / 104_000.0;

  public DemoPlaces {
    stations = List.copyOf(stations);
    resources = List.copyOf(resources);
  }

  /** The places of a town, always the same. */
  public static DemoPlaces of(DemoTown town, TownIndex index, SyntheticPhones phones) {
    List<DemoStation> stations = new ArrayList<>();
    for (DemoGrid grid : town.grids()) {
      if (grid.level() == 2) {
        stations.add(station(grid, index, phones, stations.size() + 1));
      }
    }
    Collector found = new Collector(index);
    for (DemoHouse house : town.houses()) {
      String name = house.name() == null ? "" : house.name();
      boolean hall = name.contains("文化礼堂") || name.contains("老人活动中心");
      if (name.contains("教学楼") || name.endsWith("小学") || hall) {
        int people = Math.max(80, 60 * house.floors());
        found.add("SHELTER", name + "避灾点", house, null, people);
      }
      if (name.contains("住院楼") || name.contains("卫生所")) {
        found.add("FIRST_AID", name, house, phones.next(), name.contains("住院楼") ? 60 : 4);
      }
      boolean busy = name.contains("1号门诊楼") || name.contains("党群服务中心") || name.contains("警务室");
      if (busy || hall || name.contains("1号交易厅") || name.endsWith("1号教学楼")) {
        found.add("AED", name + "自动体外除颤器", house, null, 1);
      }
    }
    for (DemoStation station : stations) {
      DemoHouse house = house(index, station);
      found.add("FIRE_STATION", station.name() + "微型消防站", house, station.phone(), 1);
      found.add("AED", station.name() + "自动体外除颤器", house, null, 1);
    }
    for (DemoRoad road : town.roads()) {
      if (!road.kind().equals("footway")) {
        found.hydrants(road);
      }
    }
    found.resources.sort(Comparator.comparing(DemoResource::kind));
    return new DemoPlaces(stations, found.resources);
  }

  private static DemoHouse house(TownIndex index, DemoStation station) {
    return index.housesOf(station.gridCode()).stream()
        .filter(house -> house.sourceId().equals(station.houseSourceId()))
        .findFirst()
        .orElseThrow();
  }

  /** The public or commercial door nearest to the middle, or else any door. */
  private static DemoStation station(
      DemoGrid grid, TownIndex index, SyntheticPhones phones, int ordinal) {
    Point middle = grid.polygon().getInteriorPoint();
    DemoHouse nearest = null;
    double least = Double.MAX_VALUE;
    for (DemoHouse house : index.housesOf(grid.code())) {
      boolean open =
          house.use().equals("COMMERCIAL")
              || house.use().equals("MIXED")
              || house.use().equals("PUBLIC");
      double away = house.entrance().distance(middle) + (open ? 0 : 0.0015);
      if (away < least) {
        least = away;
        nearest = house;
      }
    }
    if (nearest == null) {
      throw new IllegalStateException("no house stands in " + grid.name());
    }
    return new DemoStation(
        index.id("S", ordinal),
        grid.code(),
        nearest.sourceId(),
        grid.name().replace("网格", "") + "网格服务站",
        nearest.address(),
        phones.next(),
        "08:00-21:00",
        nearest.entrance());
  }

  private static final class Collector {
    final List<DemoResource> resources = new ArrayList<>();
    private final TownIndex index;

    Collector(TownIndex index) {
      this.index = index;
    }

    private String nextId() {
      return index.id("E", resources.size() + 1);
    }

    void add(String kind, String name, DemoHouse house, @Nullable String phone, int quantity) {
      resources.add(
          new DemoResource(
              nextId(),
              kind,
              name,
              index.gridOf(house),
              house.sourceId(),
              phone,
              quantity,
              house.entrance()));
    }

    void hydrants(DemoRoad road) {
      LengthIndexedLine line = new LengthIndexedLine(road.line());
      double length = line.getEndIndex();
      int ordinal = 0;
      for (double at = DEGREES_BETWEEN_HYDRANTS / 2; at < length; at += DEGREES_BETWEEN_HYDRANTS) {
        Coordinate place = line.extractPoint(at);
        Point point = road.line().getFactory().createPoint(place);
        if (index.holds(point)) {
          ordinal++;
          resources.add(
              new DemoResource(
                  nextId(),
                  "HYDRANT",
                  road.name() + ordinal + "号消火栓",
                  index.leafOf(point),
                  null,
                  null,
                  1,
                  point));
        }
      }
    }
  }
}
