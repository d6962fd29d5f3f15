package org.gridmap.backend.place.staff;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.gridmap.backend.web.CodeOf;
import org.gridmap.backend.web.PhoneNumber;
import org.gridmap.backend.web.PlainText;
import org.gridmap.backend.web.RequestValidator;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in service.
 *
 * @param id number
 * @param name name
 * @param sex FEMALE, MALE or UNKNOWN
 * @param unit kind of the unit that employs him
 * @param unitName what the unit is called, may be empty
 * @param phone telephone on duty, may be empty
 * @param gridId the grid that keeps this entry; null if no division in force has its code
 * @param gridCode its code
 * @param leftOn the day on which he left, null while in service
 * @param assignments what he answers or answered for, the latest first
 * @param version the version that a change is based on
 */
record StaffMember(
    long id,
    String name,
    StaffSex sex,
    StaffUnit unit,
    String unitName,
    String phone,
    @Nullable Long gridId,
    String gridCode,
    @Nullable LocalDate leftOn,
    List<Assignment> assignments,
    long version) {
  /** Sex of somebody in service. */
  public enum StaffSex {
    FEMALE,
    MALE,
    UNKNOWN
  }

  /** Who employs somebody: 镇、村、派出所、市监、卫生院、司法、消防、学校、企业、志愿队. */
  public enum StaffUnit {
    TOWN,
    VILLAGE,
    POLICE,
    MARKET_SUPERVISION,
    HOSPITAL,
    JUDICIAL,
    FIRE,
    SCHOOL,
    ENTERPRISE,
    VOLUNTEERS,
    OTHER
  }

  /**
   * One post that somebody holds.
   *
   * @param id number
   * @param role what he is there
   * @param roleName what people call it
   * @param gridCode code of the grid; null if it is a house
   * @param houseId the house; null if it is a grid
   * @param from first day
   * @param until last day; null without an end
   */
  record Assignment(
      long id,
      Duty role,
      String roleName,
      @Nullable String gridCode,
      @Nullable Long houseId,
      LocalDate from,
      @Nullable LocalDate until) {}

  /**
   * Somebody in service as a client sends it.
   *
   * @param name name, 1 to 60 characters
   * @param sex FEMALE, MALE or UNKNOWN; left out, UNKNOWN
   * @param unit kind of the unit that employs him
   * @param unitName what the unit is called
   * @param phone telephone on duty
   * @param gridId the grid in force that keeps the entry, in the caller's scope
   */
  record StaffInput(
      @NotBlank @Size(max = 60) @PlainText @Nullable String name,
      @CodeOf(StaffSex.class) @Schema(implementation = StaffSex.class) @Nullable String sex,
      @NotNull @CodeOf(StaffUnit.class) @Schema(implementation = StaffUnit.class)
          @Nullable String unit,
      @Size(max = 80) @PlainText @Nullable String unitName,
      @PhoneNumber @Nullable String phone,
      @Nullable Long gridId) {
    StaffInput {
      name = RequestValidator.text(name);
      sex = sex == null || sex.isEmpty() ? StaffSex.UNKNOWN.name() : sex;
      unitName = RequestValidator.text(unitName);
      phone = RequestValidator.text(phone);
    }
  }
}
