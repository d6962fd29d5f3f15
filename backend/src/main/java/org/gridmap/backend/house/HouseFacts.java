package org.gridmap.backend.house;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.gridmap.backend.web.CodeOf;
import org.gridmap.backend.web.CrossFieldRules;
import org.gridmap.backend.web.PlainText;
import org.gridmap.backend.web.RequestValidator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What may be changed about a house. In a change a field that is left out stays as it is; null says
 * that it is not known.
 *
 * @param number house number
 * @param name name of the building
 * @param address address
 * @param aliases other numbers and names, at most 20
 * @param use RESIDENTIAL, COMMERCIAL, INDUSTRIAL, PUBLIC, MIXED, STORAGE or OTHER
 * @param structure what it is built of
 * @param floors storeys above the ground, 0 to 200
 * @param heightMetres height, 0 to 1,000
 * @param floorAreaSquareMetres area of all storeys, up to 1,000,000
 * @param renovation BARE, SIMPLE, FULL or UNDER_WAY (毛坯、简装、精装、装修中)
 * @param occupancy SELF_LIVED, RENTED, PRODUCTION, STORAGE, VACANT or MIXED
 * @param safety A to D, the grades of the standard for dangerous houses
 * @param safetyFindings what was found, codes of {@link SafetyFinding}
 * @param built year in which it was built
 */
record HouseFacts(
    @Size(max = 60) @PlainText @Nullable String number,
    @Size(max = 120) @PlainText @Nullable String name,
    @Size(max = 200) @PlainText @Nullable String address,
    @Size(max = 20) @Nullable List<@NotBlank @Size(max = 60) @PlainText String> aliases,
    @NotNull @CodeOf(HouseFacts.Use.class) @Schema(implementation = HouseFacts.Use.class)
        @Nullable String use,
    @Size(max = 60) @PlainText @Nullable String structure,
    @Min(0) @Max(200) @Nullable Integer floors,
    @DecimalMin("0") @DecimalMax("1000") @Nullable Double heightMetres,
    @Positive @DecimalMax("1000000") @Nullable Double floorAreaSquareMetres,
    @CodeOf(HouseFacts.Renovation.class) @Schema(implementation = HouseFacts.Renovation.class)
        @Nullable String renovation,
    @CodeOf(HouseFacts.Occupancy.class) @Schema(implementation = HouseFacts.Occupancy.class)
        @Nullable String occupancy,
    @CodeOf(HouseFacts.SafetyGrade.class) @Schema(implementation = HouseFacts.SafetyGrade.class)
        @Nullable String safety,
    @ArraySchema(schema = @Schema(implementation = HouseFacts.SafetyFinding.class))
        @Nullable List<@CodeOf(HouseFacts.SafetyFinding.class) String> safetyFindings,
    @Min(1000) @Nullable Integer built)
    implements CrossFieldRules {
  HouseFacts {
    number = RequestValidator.text(number);
    name = RequestValidator.text(name);
    address = RequestValidator.text(address);
    aliases = orEmpty(aliases).map(RequestValidator::text).toList();
    structure = RequestValidator.text(structure);
    renovation = emptyToNull(renovation);
    occupancy = emptyToNull(occupancy);
    safety = emptyToNull(safety);
    safetyFindings =
        orEmpty(safetyFindings)
            .map(finding -> Objects.requireNonNullElse(finding, ""))
            .distinct()
            .sorted()
            .toList();
  }

  enum Use {
    RESIDENTIAL,
    COMMERCIAL,
    INDUSTRIAL,
    PUBLIC,
    MIXED,
    STORAGE,
    OTHER
  }

  enum Renovation {
    BARE,
    SIMPLE,
    FULL,
    UNDER_WAY
  }

  enum Occupancy {
    SELF_LIVED,
    RENTED,
    PRODUCTION,
    STORAGE,
    VACANT,
    MIXED
  }

  enum SafetyGrade {
    A,
    B,
    C,
    D
  }

  /** What is found on a round: 墙体开裂、违章搭建、通道堵塞、防盗网无逃生口、三合一、线路老化、瓶装气、室内充电、高陡边坡. */
  enum SafetyFinding {
    CRACKS,
    ILLEGAL_EXTENSION,
    BLOCKED_EXIT,
    BARRED_WINDOWS,
    THREE_IN_ONE,
    UNSAFE_WIRING,
    GAS_BOTTLES,
    INDOOR_CHARGING,
    SLOPE
  }

  /** One field that differs; values as they are shown in the history. */
  record Difference(String field, @Nullable String before, @Nullable String after) {}

  /** Takes from the stored facts what the request leaves out. */
  HouseFacts over(HouseFacts stored, ObjectNode sent) {
    return new HouseFacts(
        sent.has("number") ? number : stored.number,
        sent.has("name") ? name : stored.name,
        sent.has("address") ? address : stored.address,
        sent.has("aliases") ? aliases : stored.aliases,
        sent.has("use") ? use : stored.use,
        sent.has("structure") ? structure : stored.structure,
        sent.has("floors") ? floors : stored.floors,
        sent.has("heightMetres") ? heightMetres : stored.heightMetres,
        sent.has("floorAreaSquareMetres") ? floorAreaSquareMetres : stored.floorAreaSquareMetres,
        sent.has("renovation") ? renovation : stored.renovation,
        sent.has("occupancy") ? occupancy : stored.occupancy,
        sent.has("safety") ? safety : stored.safety,
        sent.has("safetyFindings") ? safetyFindings : stored.safetyFindings,
        sent.has("built") ? built : stored.built);
  }

  @Override
  public Stream<String> broken() {
    return built == null || built <= Year.now(ZoneOffset.UTC).getValue() + 1
        ? Stream.of()
        : Stream.of("built");
  }

  /** The fields in which these facts differ from later ones, by the names of the columns. */
  List<Difference> differences(HouseFacts after) {
    List<Difference> all = new ArrayList<>();
    compare(all, "number", number, after.number);
    compare(all, "name", name, after.name);
    compare(all, "address", address, after.address);
    compare(all, "aliases", aliases, after.aliases);
    compare(all, "use", use, after.use);
    compare(all, "structure", structure, after.structure);
    compare(all, "floors", floors, after.floors);
    compare(all, "heightMetres", heightMetres, after.heightMetres);
    compare(all, "floorAreaSquareMetres", floorAreaSquareMetres, after.floorAreaSquareMetres);
    compare(all, "renovation", renovation, after.renovation);
    compare(all, "occupancy", occupancy, after.occupancy);
    compare(all, "safety", safety, after.safety);
    compare(all, "safetyFindings", safetyFindings, after.safetyFindings);
    compare(all, "built", built, after.built);
    return all;
  }

  private static void compare(
      List<Difference> all, String field, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      all.add(new Difference(field, shown(before), shown(after)));
    }
  }

  private static @Nullable String shown(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return String.join("、", list.stream().map(Object::toString).toList());
    }
    return value == null ? null : value.toString();
  }

  private static Stream<String> orEmpty(@Nullable List<String> list) {
    return list == null ? Stream.of() : list.stream();
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
