package org.gridmap.backend.register;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What leaves the server about people. Values marked "masked" are masked before they get here. */
public final class RegisterViews {
  private RegisterViews() {}

  /**
   * @param id number of the phone
   * @param kind OWN or EMERGENCY
   * @param number masked
   * @param holder whose it is, masked; empty for the own phone
   * @param relation what the holder is to the resident, may be empty
   */
  public record Phone(
      long id,
      @Schema(implementation = RegisterCodes.PhoneKind.class) String kind,
      String number,
      String holder,
      String relation) {}

  /**
   * @param id number of the resident
   * @param householdId the household
   * @param version what If-Match must name
   * @param name masked
   * @param sex FEMALE, MALE or UNKNOWN
   * @param birthYear null if unknown
   * @param child whether the person counts as a child
   * @param relation to the head of the household
   * @param registration REGISTERED, PERMANENT, FLOATING; null if unknown
   * @param presence AT_HOME, AWAY, MOVED_OUT; null if unknown
   * @param phones numbers and holders masked
   * @param workplace masked
   * @param origin where the person comes from
   * @param careNeeds services that are needed
   * @param tags marks with a configured purpose
   * @param hasNote whether there is a note
   * @param hasIdNumber whether the number of an identity document is kept
   * @param updatedAt time of the last change
   */
  public record Resident(
      long id,
      long householdId,
      long version,
      String name,
      @Schema(implementation = RegisterCodes.Sex.class) String sex,
      @Nullable Integer birthYear,
      boolean child,
      @Schema(implementation = RegisterCodes.Relation.class) String relation,
      @Schema(implementation = RegisterCodes.Registration.class) @Nullable String registration,
      @Schema(implementation = RegisterCodes.Presence.class) @Nullable String presence,
      List<Phone> phones,
      String workplace,
      String origin,
      @ArraySchema(schema = @Schema(implementation = RegisterCodes.CareNeed.class))
          List<String> careNeeds,
      List<String> tags,
      boolean hasNote,
      boolean hasIdNumber,
      Instant updatedAt) {}

  /**
   * @param id number of the household
   * @param number its number in the ledger, may be empty
   * @param room flat or room, may be empty
   * @param kind FAMILY or COLLECTIVE
   * @param tenure OWNED, RENTED, DORMITORY or UNKNOWN
   * @param version what If-Match must name
   * @param residents the head first; without children
   * @param children number of children, who are not listed
   */
  public record Household(
      long id,
      String number,
      String room,
      @Schema(implementation = RegisterCodes.HouseholdKind.class) String kind,
      @Schema(implementation = RegisterCodes.Tenure.class) String tenure,
      long version,
      List<Resident> residents,
      int children) {}

  /**
   * @param children number of children
   */
  public record Hidden(int children) {}

  /**
   * @param houseId number of the house
   * @param households who lives in it, by number
   * @param hidden how many are not listed
   */
  public record HouseRegister(long houseId, List<Household> households, Hidden hidden) {}

  /**
   * @param id number of what was created
   * @param version its version, for If-Match
   */
  public record Created(long id, long version) {}

  /** What was done to a household or resident. */
  public enum ChangeAction {
    CREATED,
    CHANGED,
    MOVED,
    REMOVED,
    LOADED
  }

  /** What was changed. */
  public enum ChangeSubject {
    HOUSEHOLD,
    RESIDENT
  }

  /**
   * @param at when
   * @param login who
   * @param action what was done
   * @param subjectType what it was done to
   * @param subjectId its number
   * @param fields which fields, never their values
   */
  public record RegisterChange(
      Instant at,
      String login,
      ChangeAction action,
      ChangeSubject subjectType,
      long subjectId,
      List<String> fields) {}

  /**
   * @param items the latest first
   */
  public record History(List<RegisterChange> items) {}
}
