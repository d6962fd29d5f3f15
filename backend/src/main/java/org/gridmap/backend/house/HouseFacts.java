package org.gridmap.backend.house;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gridmap.backend.web.Faults;
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
    @Nullable String number,
    @Nullable String name,
    @Nullable String address,
    @Nullable List<String> aliases,
    @Schema(implementation = HouseFacts.Use.class) @Nullable String use,
    @Nullable String structure,
    @Nullable Integer floors,
    @Nullable Double heightMetres,
    @Nullable Double floorAreaSquareMetres,
    @Schema(implementation = HouseFacts.Renovation.class) @Nullable String renovation,
    @Schema(implementation = HouseFacts.Occupancy.class) @Nullable String occupancy,
    @Schema(implementation = HouseFacts.SafetyGrade.class) @Nullable String safety,
    @ArraySchema(schema = @Schema(implementation = HouseFacts.SafetyFinding.class))
        @Nullable List<String> safetyFindings,
    @Nullable Integer built) {

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

  private static final int MOST_ALIASES = 20;
  private static final int EARLIEST_YEAR = 1000;
  private static final double LARGEST_AREA = 1_000_000;

  /** Takes from the stored facts what the request leaves out. */
  HouseFacts over(HouseFacts stored, ObjectNode sent) {
    return new HouseFacts(
        orEmpty(sent.has("number") ? number : stored.number),
        orEmpty(sent.has("name") ? name : stored.name),
        orEmpty(sent.has("address") ? address : stored.address),
        orEmpty(sent.has("aliases") ? aliases : stored.aliases),
        sent.has("use") ? use : stored.use,
        orEmpty(sent.has("structure") ? structure : stored.structure),
        sent.has("floors") ? floors : stored.floors,
        sent.has("heightMetres") ? heightMetres : stored.heightMetres,
        sent.has("floorAreaSquareMetres") ? floorAreaSquareMetres : stored.floorAreaSquareMetres,
        sent.has("renovation") ? emptyToNull(renovation) : stored.renovation,
        sent.has("occupancy") ? emptyToNull(occupancy) : stored.occupancy,
        sent.has("safety") ? emptyToNull(safety) : stored.safety,
        orEmpty(sent.has("safetyFindings") ? safetyFindings : stored.safetyFindings),
        sent.has("built") ? built : stored.built);
  }

  /**
   * The facts as they are stored.
   *
   * @param latestYear the last year in which a house can have been built
   * @throws org.gridmap.backend.web.ProblemException validation-failed
   */
  HouseFacts checked(int latestYear) {
    Faults faults = new Faults();
    String checkedNumber = faults.text("number", number, 60);
    String checkedName = faults.text("name", name, 120);
    String checkedAddress = faults.text("address", address, 200);
    List<String> checkedAliases = new ArrayList<>();
    for (String alias : orEmpty(aliases)) {
      checkedAliases.add(faults.needed("aliases", alias, 60));
    }
    faults.require(checkedAliases.size() <= MOST_ALIASES, "aliases");
    faults.code(Use.class, "use", use);
    String checkedStructure = faults.text("structure", structure, 60);
    faults.number("floors", floors, 0, 200);
    faults.require(within(heightMetres, 0, 1000), "heightMetres");
    faults.require(
        floorAreaSquareMetres == null
            || floorAreaSquareMetres > 0 && within(floorAreaSquareMetres, 0, LARGEST_AREA),
        "floorAreaSquareMetres");
    faults.optionalCode(Renovation.class, "renovation", renovation);
    faults.optionalCode(Occupancy.class, "occupancy", occupancy);
    faults.optionalCode(SafetyGrade.class, "safety", safety);
    for (String finding : orEmpty(safetyFindings)) {
      faults.code(SafetyFinding.class, "safetyFindings", finding);
    }
    faults.number("built", built, EARLIEST_YEAR, latestYear);
    faults.refuse();
    return new HouseFacts(
        checkedNumber,
        checkedName,
        checkedAddress,
        checkedAliases,
        use,
        checkedStructure,
        floors,
        heightMetres,
        floorAreaSquareMetres,
        renovation,
        occupancy,
        safety,
        orEmpty(safetyFindings).stream().distinct().sorted().toList(),
        built);
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

  private static boolean within(@Nullable Double value, double least, double greatest) {
    // NaN is in no range.
    return value == null || value >= least && value <= greatest;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
