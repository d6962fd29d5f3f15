package org.gridmap.backend.event.open311;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridmap.backend.event.EventReports;
import org.gridmap.backend.event.EventReports.NewReport;
import org.gridmap.backend.event.workflow.Category;
import org.gridmap.backend.event.workflow.Importance;
import org.gridmap.backend.event.workflow.Pressing;
import org.gridmap.backend.house.HouseLocations;
import org.gridmap.backend.house.HouseLocations.HouseLocation;
import org.gridmap.backend.idempotency.IdempotencyKeys;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.land.GridsInForce.GridInForce;
import org.gridmap.backend.photo.PhotoUploads.SentPhoto;
import org.gridmap.backend.web.RequestValidator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes reports of other programs. Who reported and how he is reached goes into the words of the
 * report, which stay with whoever answers for the place.
 */
@Component
class Submissions {
  private static final int MOST_TEXT = 1_200;
  private static final int MOST_CONTACT = 80;
  private static final int MOST_ADDRESS = 250;
  private static final Map<String, String> CONTACT =
      Map.of(
          "first_name", "名",
          "last_name", "姓",
          "phone", "电话",
          "email", "电子邮箱",
          "account_id", "账号",
          "device_id", "设备",
          "media_url", "图片地址");
  private static final List<String> ORDER =
      List.of("last_name", "first_name", "phone", "email", "account_id", "device_id", "media_url");

  private final JdbcClient jdbc;
  private final EventReports reports;
  private final ServiceList services;
  private final GridsInForce grids;
  private final HouseLocations houses;
  private final IdempotencyKeys keys;
  private final RequestValidator requests;

  Submissions(
      JdbcClient jdbc,
      EventReports reports,
      ServiceList services,
      GridsInForce grids,
      HouseLocations houses,
      IdempotencyKeys keys,
      RequestValidator requests) {
    this.jdbc = jdbc;
    this.reports = reports;
    this.services = services;
    this.grids = grids;
    this.houses = houses;
    this.keys = keys;
    this.requests = requests;
  }

  /**
   * What was stored.
   *
   * @param id number in the database
   * @param publicId its number outside
   */
  record Submitted(long id, String publicId) {}

  /** What a repeated request is compared by: what was said, and the digests of the photos. */
  private record Sent(NewReport report, List<String> photos) {}

  /**
   * Stores a report on behalf of the caller.
   *
   * @param parameters fields of the form by their names
   * @param photos photos that came with it
   * @param key if the client repeats one, the report that it sent first
   * @throws Open311Exception 400 for a field that is missing or wrong, 404 for a service or an
   *     address that does not exist
   */
  @Transactional
  public Submitted submit(
      Map<String, String> parameters, List<SentPhoto> photos, @Nullable String key) {
    String code = parameters.getOrDefault("service_code", "").strip();
    if (code.isEmpty()) {
      throw new Open311Exception(400, "service_code was not provided");
    }
    NewReport report = report(parameters, services.require(code));
    return keys.once(
        key,
        "POST /open311/v2/requests",
        new Sent(report, photos.stream().map(SentPhoto::digest).toList()),
        Submitted.class,
        () -> store(report, photos));
  }

  private Submitted store(NewReport report, List<SentPhoto> photos) {
    long id = reports.create(requests.check(report));
    reports.attach(id, photos.stream().map(SentPhoto::picture).toList());
    return jdbc.sql("SELECT id, public_id FROM event WHERE id = ?")
        .param(id)
        .query(Submitted.class)
        .single();
  }

  private NewReport report(Map<String, String> parameters, Category category) {
    Spot spot = spot(parameters);
    // Who stands at a border does not know the grids: the shared border decides.
    GridInForce leaf =
        grids
            .findLeaf(spot.longitude(), spot.latitude())
            .orElseThrow(() -> new Open311Exception(400, "the place lies outside of the town"));
    return new NewReport(
        category.code(),
        spot.longitude(),
        spot.latitude(),
        spot.houseId(),
        leaf.code(),
        level(parameters, ServiceList.IMPORTANCE, Importance.class, Importance.MEDIUM),
        level(parameters, ServiceList.PRESSING, Pressing.class, Pressing.MEDIUM),
        text(parameters, category));
  }

  /** A place that a client named. */
  private record Spot(double longitude, double latitude, @Nullable Long houseId) {}

  private Spot spot(Map<String, String> parameters) {
    if (given(parameters, "lat") || given(parameters, "long")) {
      return new Spot(
          RequestFilter.degrees(parameters, "long", 180),
          RequestFilter.degrees(parameters, "lat", 90),
          null);
    }
    if (given(parameters, "address_id")) {
      String id = parameters.getOrDefault("address_id", "").strip();
      if (!id.matches("[0-9]{1,18}")) {
        throw new Open311Exception(400, "address_id is a whole number");
      }
      return house(houses.find(Long.parseLong(id)).stream().toList(), "address_id");
    }
    if (given(parameters, "address_string")) {
      String address = parameters.getOrDefault("address_string", "").strip();
      if (address.length() > MOST_ADDRESS) {
        throw new Open311Exception(400, "address_string is too long");
      }
      return house(houses.listByAddress(address), "address_string");
    }
    throw new Open311Exception(
        400, "a place was not provided: lat and long, address_id or address_string");
  }

  private static Spot house(List<HouseLocation> houses, String name) {
    if (houses.isEmpty()) {
      throw new Open311Exception(404, name + " was not found; send lat and long");
    }
    if (houses.size() > 1) {
      throw new Open311Exception(400, name + " means several houses; send lat and long");
    }
    HouseLocation house = houses.getFirst();
    return new Spot(house.entrance().x, house.entrance().y, house.id());
  }

  private static <E extends Enum<E>> E level(
      Map<String, String> parameters, String code, Class<E> levels, E otherwise) {
    String value =
        parameters.getOrDefault(
            "attribute[" + code + "]", parameters.getOrDefault("attribute[" + code + "][]", ""));
    if (value.isBlank()) {
      return otherwise;
    }
    for (E level : levels.getEnumConstants()) {
      if (level.name().equals(value.strip())) {
        return level;
      }
    }
    throw new Open311Exception(400, "attribute[" + code + "] has no value of that key");
  }

  private static String text(Map<String, String> parameters, Category category) {
    List<String> lines = new ArrayList<>();
    String description = plain(parameters.getOrDefault("description", ""));
    if (description.length() > MOST_TEXT) {
      throw new Open311Exception(400, "description has " + MOST_TEXT + " characters at most");
    }
    lines.add(description.isEmpty() ? category.zh() : description);
    for (String name : ORDER) {
      String value = plain(parameters.getOrDefault(name, "")).replace('\n', ' ');
      if (value.length() > (name.equals("media_url") ? MOST_ADDRESS : MOST_CONTACT)) {
        throw new Open311Exception(400, name + " is too long");
      }
      if (!value.isEmpty()) {
        lines.add(Objects.requireNonNull(CONTACT.get(name)) + "：" + value);
      }
    }
    return String.join("\n", lines);
  }

  /** Forms end their lines with two characters, and people type tabs. */
  private static String plain(String value) {
    return RequestValidator.text(
        value.replace("\r\n", "\n").replace('\r', '\n').replace('\t', ' '));
  }

  private static boolean given(Map<String, String> parameters, String name) {
    return !parameters.getOrDefault(name, "").isBlank();
  }
}
