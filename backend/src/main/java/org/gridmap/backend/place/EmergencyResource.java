package org.gridmap.backend.place;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.gridmap.backend.web.CodeOf;
import org.gridmap.backend.web.CrossFieldRules;
import org.gridmap.backend.web.PlainText;
import org.gridmap.backend.web.RequestValidator;
import org.jspecify.annotations.Nullable;

/**
 * Something that helps in an emergency (应急资源).
 *
 * @param id number
 * @param kind what it is
 * @param name what people call it, may be empty
 * @param quantity pieces; of a shelter or assembly point, people
 * @param checkedOn the day it was last seen to work; null if never
 * @param houseId the house it is in, null if it stands outside
 * @param gridId leaf grid it lies in; null if no division in force has its code
 * @param gridCode code of that grid
 * @param gridName its name; null likewise
 * @param point longitude, latitude; the door of the house it is in
 * @param version the version that a change is based on
 */
record EmergencyResource(
    long id,
    ResourceKind kind,
    String name,
    int quantity,
    @Nullable LocalDate checkedOn,
    @Nullable Long houseId,
    @Nullable Long gridId,
    String gridCode,
    @Nullable String gridName,
    List<Double> point,
    long version) {
  /** Days are days of the town. */
  static final ZoneId TOWN = ZoneId.of("Asia/Shanghai");

  /**
   * A resource as a client sends it.
   *
   * @param kind SHELTER, ASSEMBLY_POINT, HYDRANT, FIRE_STATION, EXTINGUISHER, AED, FIRST_AID,
   *     GENERATOR, PUMP, BOAT, LOUDSPEAKER, RADIO or STOCK
   * @param name what people call it
   * @param quantity 1 to 1,000,000; left out, 1
   * @param checkedOn not after today
   * @param houseId the house it is in; then no point is needed
   * @param point longitude, latitude; needed outside a house
   */
  record ResourceInput(
      @NotNull @CodeOf(ResourceKind.class) @Schema(implementation = ResourceKind.class)
          @Nullable String kind,
      @Size(max = 80) @PlainText @Nullable String name,
      @Min(1) @Max(1_000_000) @Nullable Integer quantity,
      @Nullable LocalDate checkedOn,
      @Nullable Long houseId,
      @Nullable List<Double> point)
      implements CrossFieldRules {
    ResourceInput {
      name = RequestValidator.text(name);
      quantity = Objects.requireNonNullElse(quantity, 1);
    }

    @Override
    public Stream<String> broken() {
      Stream.Builder<String> fields = Stream.builder();
      if (checkedOn != null && checkedOn.isAfter(LocalDate.now(TOWN))) {
        fields.add("checkedOn");
      }
      if ((houseId == null || point != null) && !PlaceScope.isPlace(point)) {
        fields.add("point");
      }
      return fields.build();
    }
  }

  /** What a resource is. */
  public enum ResourceKind {
    /** 避灾点. */
    SHELTER,
    /** 集合点. */
    ASSEMBLY_POINT,
    /** 消火栓. */
    HYDRANT,
    /** 微型消防站. */
    FIRE_STATION,
    /** 灭火器. */
    EXTINGUISHER,
    /** 自动体外除颤器. */
    AED,
    /** 急救箱、卫生所. */
    FIRST_AID,
    /** 发电机. */
    GENERATOR,
    /** 抽水泵. */
    PUMP,
    /** 冲锋舟. */
    BOAT,
    /** 应急广播、大喇叭. */
    LOUDSPEAKER,
    /** 对讲机. */
    RADIO,
    /** 物资储备点. */
    STOCK
  }
}
