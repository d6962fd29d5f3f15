package org.gridmap.backend.place.organisation;

import java.util.List;
import org.gridmap.backend.audit.cipher.FieldCipher;
import org.gridmap.backend.audit.cipher.SealedColumns;
import org.gridmap.backend.dictionary.FieldEntries;
import org.gridmap.backend.dictionary.FieldEntry;
import org.gridmap.backend.dictionary.FieldEntry.Masking;
import org.gridmap.backend.dictionary.FieldEntry.Sensitivity;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Contacts of organisations: the name and telephone are sealed, with a masked form beside them that
 * may be shown.
 */
@Component
class OrganisationContacts implements SealedColumns, FieldEntries {
  private static final String TABLE = "person.organisation_contact";
  private static final String PURPOSE = "reaching whoever answers for an organisation";
  private static final String BASIS = "public duty of grid governance";
  private static final String RETENTION = "as long as the organisation is in the register";
  private static final int MOBILE_DIGITS = 11;

  private final FieldCipher cipher;

  OrganisationContacts(FieldCipher cipher) {
    this.cipher = cipher;
  }

  /**
   * Stores a contact, or as much of it as is given.
   *
   * @param jdbc the pool of the transaction
   * @param contact name; null leaves it as it is, an empty text removes it
   * @param phone telephone; likewise
   */
  void store(
      JdbcClient jdbc,
      long organisationId,
      @Nullable Long houseId,
      String villageCode,
      @Nullable String contact,
      @Nullable String phone) {
    jdbc.sql(
            """
            INSERT INTO person.organisation_contact AS old (organisation_id, house_id, village_code,
              name_sealed, name_masked, phone_sealed, phone_masked)
            VALUES (:id, :house, :village, :name, :nameMasked, :phone, :phoneMasked)
            ON CONFLICT (organisation_id) DO UPDATE SET house_id = excluded.house_id,
              village_code = excluded.village_code,
              name_sealed = CASE WHEN :keepName THEN old.name_sealed ELSE excluded.name_sealed END,
              name_masked = CASE WHEN :keepName THEN old.name_masked ELSE excluded.name_masked END,
              phone_sealed = CASE WHEN :keepPhone THEN old.phone_sealed ELSE excluded.phone_sealed END,
              phone_masked = CASE WHEN :keepPhone THEN old.phone_masked ELSE excluded.phone_masked END
            """)
        .param("id", organisationId)
        .param("house", houseId)
        .param("village", villageCode)
        .param("name", seal(contact, "name_sealed", organisationId))
        .param("nameMasked", contact == null ? "" : maskedName(contact))
        .param("phone", seal(phone, "phone_sealed", organisationId))
        .param("phoneMasked", phone == null ? "" : maskedPhone(phone))
        .param("keepName", contact == null)
        .param("keepPhone", phone == null)
        .update();
  }

  private byte @Nullable [] seal(@Nullable String value, String column, long id) {
    return value == null || value.isEmpty() ? null : cipher.seal(value, TABLE, column, id);
  }

  /** The first character and two stars: how long a name is stays hidden too. */
  static String maskedName(String name) {
    if (name.isEmpty()) {
      return "";
    }
    return name.codePointCount(0, name.length()) < 2
        ? "**"
        : Character.toString(name.codePointAt(0)) + "**";
  }

  /** Start and end of a mobile number, the end of another one, nothing of a very short one. */
  static String maskedPhone(String phone) {
    String digits = phone.replaceAll("[^0-9]", "");
    int length = digits.length();
    if (length == 0) {
      return "";
    }
    if (length >= MOBILE_DIGITS) {
      return digits.substring(0, 3) + "****" + digits.substring(length - 4);
    }
    return length >= 7 ? "****" + digits.substring(length - 2) : "****";
  }

  @Override
  public List<SealedColumn> listColumns() {
    return List.of(
        new SealedColumn(TABLE, "organisation_id", "name_sealed"),
        new SealedColumn(TABLE, "organisation_id", "phone_sealed"));
  }

  @Override
  public List<FieldEntry> listFields() {
    return List.of(
        field("organisation_id", "所属单位", "Organisation", Sensitivity.TECHNICAL, Masking.NONE),
        field("house_id", "所属房屋", "House", Sensitivity.TECHNICAL, Masking.NONE),
        field("village_code", "所属村（社区）", "Village", Sensitivity.TECHNICAL, Masking.NONE),
        field("name_sealed", "联系人", "Contact", Sensitivity.PERSONAL, Masking.HIDDEN),
        field("name_masked", "联系人（掩码）", "Contact, masked", Sensitivity.PERSONAL, Masking.PARTLY),
        field("phone_sealed", "联系电话", "Telephone", Sensitivity.PERSONAL, Masking.HIDDEN),
        field(
            "phone_masked", "联系电话（掩码）", "Telephone, masked", Sensitivity.PERSONAL, Masking.PARTLY));
  }

  private static FieldEntry field(
      String column, String zh, String en, Sensitivity sensitivity, Masking masking) {
    return new FieldEntry(TABLE, column, zh, en, PURPOSE, BASIS, RETENTION, sensitivity, masking);
  }
}
