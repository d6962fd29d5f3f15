package org.gridmap.backend.house.photo;

import java.util.List;
import org.gridmap.backend.dictionary.FieldEntries;
import org.gridmap.backend.dictionary.FieldEntry;
import org.gridmap.backend.dictionary.FieldEntry.Masking;
import org.gridmap.backend.dictionary.FieldEntry.Sensitivity;
import org.springframework.stereotype.Component;

/** Entries of the data dictionary for {@code person.house_photo}: why photos of houses are kept. */
@Component
class PhotoFields implements FieldEntries {
  private static final String TABLE = "person.house_photo";
  private static final String PURPOSE = "recognising the house on a visit and in an emergency";
  private static final String BASIS = "public duty of grid governance";
  private static final String RETENTION = "until it is removed or replaced";

  @Override
  public List<FieldEntry> listFields() {
    return List.of(
        technical("id", "编号", "Number"),
        technical("house_id", "所属房屋", "House"),
        technical("village_code", "所属村（社区）", "Village"),
        technical("added_at", "上传时间", "Time of upload"),
        technical("width", "宽度", "Width"),
        technical("height", "高度", "Height"),
        personal("picture", "房屋照片", "Photo of the house"),
        personal("thumbnail", "房屋照片缩略图", "Small photo of the house"));
  }

  private static FieldEntry technical(String column, String zh, String en) {
    return new FieldEntry(
        TABLE, column, zh, en, PURPOSE, BASIS, RETENTION, Sensitivity.TECHNICAL, Masking.NONE);
  }

  private static FieldEntry personal(String column, String zh, String en) {
    return new FieldEntry(
        TABLE, column, zh, en, PURPOSE, BASIS, RETENTION, Sensitivity.PERSONAL, Masking.NONE);
  }
}
