package org.gridmap.backend.register;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.Default;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.gridmap.backend.register.RegisterCodes.CareNeed;
import org.gridmap.backend.register.RegisterCodes.HouseholdKind;
import org.gridmap.backend.register.RegisterCodes.PhoneKind;
import org.gridmap.backend.register.RegisterCodes.Presence;
import org.gridmap.backend.register.RegisterCodes.Registration;
import org.gridmap.backend.register.RegisterCodes.Relation;
import org.gridmap.backend.register.RegisterCodes.Sex;
import org.gridmap.backend.register.RegisterCodes.Tenure;
import org.gridmap.backend.web.CodeOf;
import org.gridmap.backend.web.CrossFieldRules;
import org.jspecify.annotations.Nullable;

/**
 * What clients send. A value that the client saw masked (name, workplace, phone numbers, holders,
 * note, ID number) may be left out of a change and then stays as it is; an empty text removes it.
 */
final class RegisterInputs {
  // The database stores no text with the character 0 in it.
  private static final String STORABLE = "^[^\\x00]*$";
  // And not one of our own masks sent back.
  private static final String UNMASKED = "^[^*＊\\x00]*$";

  private RegisterInputs() {}

  /** The group of constraints on somebody new, of whom nothing can stay as it is. */
  interface Creation extends Default {}

  /**
   * @param number number in the ledger
   * @param room flat or room
   * @param kind FAMILY or COLLECTIVE
   * @param tenure OWNED, RENTED, DORMITORY or UNKNOWN
   * @param houseId in a change: the house it lives in now; left out, it stays
   */
  public record HouseholdInput(
      @Size(max = 40) @Pattern(regexp = STORABLE) @Nullable String number,
      @Size(max = 40) @Pattern(regexp = STORABLE) @Nullable String room,
      @NotNull @CodeOf(HouseholdKind.class) @Schema(implementation = HouseholdKind.class)
          @Nullable String kind,
      @NotNull @CodeOf(Tenure.class) @Schema(implementation = Tenure.class) @Nullable String tenure,
      @Nullable Long houseId) {}

  /**
   * @param id the phone that stays; null for a new one
   * @param kind OWN or EMERGENCY
   * @param number needed for a new one; left out, it stays
   * @param holder name of the emergency contact; left out, it stays
   * @param relation what the holder is to the resident
   */
  public record PhoneInput(
      @Nullable Long id,
      @NotNull @CodeOf(PhoneKind.class) @Schema(implementation = PhoneKind.class)
          @Nullable String kind,
      @Nullable String number,
      @Size(max = 100) @Pattern(regexp = UNMASKED) @Nullable String holder,
      @Size(max = 40) @Pattern(regexp = STORABLE) @Nullable String relation)
      implements CrossFieldRules {
    @Override
    public Stream<String> broken() {
      return (number == null ? id != null : isNumber(number)) ? Stream.of() : Stream.of("number");
    }
  }

  /**
   * @param name full name
   * @param sex FEMALE, MALE or UNKNOWN
   * @param birthYear null if unknown
   * @param relation to the head of the household
   * @param registration REGISTERED, PERMANENT or FLOATING; null if unknown
   * @param presence AT_HOME, AWAY or MOVED_OUT; null if unknown
   * @param origin where the person comes from
   * @param workplace place of work
   * @param careNeeds codes of services that are needed
   * @param tags codes of configured tags
   * @param idNumber number of the identity document, where the installation keeps them
   * @param note free text, sealed
   * @param phones all phones; one that is not named is removed; left out, all stay
   */
  @Schema(name = "ResidentInput")
  @ConfiguredFields
  public record ResidentInput(
      @NotNull(groups = Creation.class) @Size(max = 100) @Pattern(regexp = UNMASKED) @Nullable String name,
      @NotNull @CodeOf(Sex.class) @Schema(implementation = Sex.class) @Nullable String sex,
      @Min(1890) @Nullable Integer birthYear,
      @NotNull @CodeOf(Relation.class) @Schema(implementation = Relation.class)
          @Nullable String relation,
      @CodeOf(Registration.class) @Schema(implementation = Registration.class)
          @Nullable String registration,
      @CodeOf(Presence.class) @Schema(implementation = Presence.class) @Nullable String presence,
      @Size(max = 100) @Pattern(regexp = STORABLE) @Nullable String origin,
      @Size(max = 100) @Pattern(regexp = UNMASKED) @Nullable String workplace,
      @ArraySchema(schema = @Schema(implementation = CareNeed.class)) @Size(max = 20) @Nullable List<@NotNull @CodeOf(CareNeed.class) String> careNeeds,
      @Size(max = 20) @Nullable List<String> tags,
      @Nullable String idNumber,
      @Size(max = 2_000) @Pattern(regexp = STORABLE) @Nullable String note,
      @Size(max = 8) @Nullable List<@NotNull @Valid PhoneInput> phones)
      implements CrossFieldRules {
    @Override
    public Stream<String> broken() {
      Stream.Builder<String> fields = Stream.builder();
      if (name != null && NameReadings.plain(name).isEmpty()) {
        fields.add("name");
      }
      if (birthYear != null && birthYear > Year.now(ZoneOffset.UTC).getValue() + 1) {
        fields.add("birthYear");
      }
      return fields.build();
    }
  }

  /** Whether a text is a telephone number: 5 to 15 digits, with the signs people write in them. */
  static boolean isNumber(String number) {
    return number.matches("[+]?[0-9][0-9 ()-]{3,24}")
        && number.replaceAll("[^0-9]", "").matches("[0-9]{5,15}");
  }
}
