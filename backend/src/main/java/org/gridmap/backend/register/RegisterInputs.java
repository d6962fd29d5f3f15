package org.gridmap.backend.register;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.gridmap.backend.dictionary.DataDictionary;
import org.gridmap.backend.register.RegisterCodes.CareNeed;
import org.gridmap.backend.register.RegisterCodes.HouseholdKind;
import org.gridmap.backend.register.RegisterCodes.PhoneKind;
import org.gridmap.backend.register.RegisterCodes.Presence;
import org.gridmap.backend.register.RegisterCodes.Registration;
import org.gridmap.backend.register.RegisterCodes.Relation;
import org.gridmap.backend.register.RegisterCodes.Sex;
import org.gridmap.backend.register.RegisterCodes.Tenure;
import org.gridmap.backend.web.Faults;
import org.jspecify.annotations.Nullable;

/**
 * What clients send. A value that the client saw masked (name, workplace, phone numbers, holders,
 * note, ID number) may be left out of a change and then stays as it is; an empty text removes it.
 */
final class RegisterInputs {
  private static final int LONGEST_TEXT = 100;
  private static final int LONGEST_NOTE = 2_000;
  private static final int MOST_PHONES = 8;
  private static final int EARLIEST_YEAR = 1890;

  private RegisterInputs() {}

  /**
   * @param number number in the ledger
   * @param room flat or room
   * @param kind FAMILY or COLLECTIVE
   * @param tenure OWNED, RENTED, DORMITORY or UNKNOWN
   * @param houseId in a change: the house it lives in now; left out, it stays
   */
  public record HouseholdInput(
      @Nullable String number,
      @Nullable String room,
      @Schema(implementation = HouseholdKind.class) @Nullable String kind,
      @Schema(implementation = Tenure.class) @Nullable String tenure,
      @Nullable Long houseId) {

    void check() {
      List<String> faults = new ArrayList<>();
      text(faults, "number", number, 40);
      text(faults, "room", room, 40);
      code(faults, "kind", kind, HouseholdKind.values(), true);
      code(faults, "tenure", tenure, Tenure.values(), true);
      refuse(faults);
    }
  }

  /**
   * @param id the phone that stays; null for a new one
   * @param kind OWN or EMERGENCY
   * @param number needed for a new one; left out, it stays
   * @param holder name of the emergency contact; left out, it stays
   * @param relation what the holder is to the resident
   */
  public record PhoneInput(
      @Nullable Long id,
      @Schema(implementation = PhoneKind.class) @Nullable String kind,
      @Nullable String number,
      @Nullable String holder,
      @Nullable String relation) {}

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
  public record ResidentInput(
      @Nullable String name,
      @Schema(implementation = Sex.class) @Nullable String sex,
      @Nullable Integer birthYear,
      @Schema(implementation = Relation.class) @Nullable String relation,
      @Schema(implementation = Registration.class) @Nullable String registration,
      @Schema(implementation = Presence.class) @Nullable String presence,
      @Nullable String origin,
      @Nullable String workplace,
      @ArraySchema(schema = @Schema(implementation = CareNeed.class))
          @Nullable List<String> careNeeds,
      @Nullable List<String> tags,
      @Nullable String idNumber,
      @Nullable String note,
      @Nullable List<PhoneInput> phones) {

    /**
     * @param creating whether the resident is new, so that nothing can stay as it is
     */
    void check(boolean creating, DataDictionary dictionary) {
      List<String> faults = new ArrayList<>();
      if (creating ? name == null : name != null && name.isBlank()) {
        faults.add("name");
      } else {
        written(faults, "name", name, LONGEST_TEXT);
        if (name != null && NameReadings.plain(name).isEmpty()) {
          faults.add("name");
        }
      }
      code(faults, "sex", sex, Sex.values(), true);
      if (birthYear != null
          && (birthYear < EARLIEST_YEAR || birthYear > Year.now(ZoneOffset.UTC).getValue() + 1)) {
        faults.add("birthYear");
      }
      code(faults, "relation", relation, Relation.values(), true);
      code(faults, "registration", registration, Registration.values(), false);
      code(faults, "presence", presence, Presence.values(), false);
      text(faults, "origin", origin, LONGEST_TEXT);
      written(faults, "workplace", workplace, LONGEST_TEXT);
      Set<String> needs = Set.copyOf(Arrays.stream(CareNeed.values()).map(Enum::name).toList());
      codes(faults, "careNeeds", careNeeds, needs::contains);
      codes(faults, "tags", tags, dictionary.tags()::contains);
      if (idNumber != null
          && !idNumber.isEmpty()
          && !(dictionary.idNumbers() && idNumber.strip().matches("[0-9]{14,17}[0-9Xx]"))) {
        faults.add("idNumber");
      }
      text(faults, "note", note, LONGEST_NOTE);
      phones(faults);
      refuse(faults);
    }

    private void phones(List<String> faults) {
      if (phones == null) {
        return;
      }
      if (phones.size() > MOST_PHONES) {
        faults.add("phones");
        return;
      }
      for (int i = 0; i < phones.size(); i++) {
        PhoneInput phone = phones.get(i);
        String path = "phones[" + i + "].";
        code(faults, path + "kind", phone.kind(), PhoneKind.values(), true);
        String number = phone.number();
        if (number == null ? phone.id() == null : !isNumber(number)) {
          faults.add(path + "number");
        }
        written(faults, path + "holder", phone.holder(), LONGEST_TEXT);
        text(faults, path + "relation", phone.relation(), 40);
      }
    }
  }

  /** Whether a text is a telephone number: 5 to 15 digits, with the signs people write in them. */
  static boolean isNumber(String number) {
    return number.matches("[+]?[0-9][0-9 ()-]{3,24}")
        && number.replaceAll("[^0-9]", "").matches("[0-9]{5,15}");
  }

  private static void refuse(List<String> faults) {
    if (!faults.isEmpty()) {
      throw Faults.refusal(faults);
    }
  }

  private static void text(List<String> faults, String field, @Nullable String value, int longest) {
    if (value != null && (value.length() > longest || value.indexOf(0) >= 0)) {
      faults.add(field);
    }
  }

  /** As text, and not one of our own masks sent back. */
  private static void written(
      List<String> faults, String field, @Nullable String value, int longest) {
    if (value != null && Masking.isMasked(value)) {
      faults.add(field);
    } else {
      text(faults, field, value, longest);
    }
  }

  private static void code(
      List<String> faults, String field, @Nullable String value, Enum<?>[] known, boolean needed) {
    if (value == null ? needed : Arrays.stream(known).noneMatch(k -> k.name().equals(value))) {
      faults.add(field);
    }
  }

  private static void codes(
      List<String> faults, String field, @Nullable List<String> values, Predicate<String> known) {
    if (values != null && (values.size() > 20 || !values.stream().allMatch(known))) {
      faults.add(field);
    }
  }
}
