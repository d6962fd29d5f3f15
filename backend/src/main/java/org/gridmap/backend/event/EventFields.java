package org.gridmap.backend.event;

import java.util.List;
import org.gridmap.backend.dictionary.FieldEntries;
import org.gridmap.backend.dictionary.FieldEntry;
import org.gridmap.backend.dictionary.FieldEntry.Masking;
import org.gridmap.backend.dictionary.FieldEntry.Sensitivity;
import org.springframework.stereotype.Component;

/**
 * Entries of the data dictionary for {@code person.event_text} and {@code person.event_photo}: why
 * words and photos of events are kept.
 */
@Component
class EventFields implements FieldEntries {
  private static final String TEXT = "person.event_text";
  private static final String PHOTO = "person.event_photo";
  private static final String PURPOSE =
      "settling what was reported, and showing how it was settled";
  private static final String BASIS = "public duty of grid governance";
  private static final String RETENTION = "as long as the file of the event";

  @Override
  public List<FieldEntry> listFields() {
    return List.of(
        technical(TEXT, "id", "编号", "Number"),
        technical(TEXT, "event_id", "所属事件", "Event"),
        technical(TEXT, "history_id", "所属环节", "Entry of the history"),
        technical(TEXT, "author_id", "填写账号", "Account of the author"),
        technical(TEXT, "kind", "文字类别", "Kind of text"),
        technical(TEXT, "written_at", "填写时间", "Time of writing"),
        personal(TEXT, "text", "事件描述与处理说明", "What was reported and done"),
        technical(PHOTO, "id", "编号", "Number"),
        technical(PHOTO, "event_id", "所属事件", "Event"),
        technical(PHOTO, "author_id", "上传账号", "Account of the author"),
        technical(PHOTO, "added_at", "上传时间", "Time of upload"),
        technical(PHOTO, "used", "是否已用于环节", "Whether an action came with it"),
        technical(PHOTO, "width", "宽度", "Width"),
        technical(PHOTO, "height", "高度", "Height"),
        personal(PHOTO, "picture", "事件照片", "Photo of the event"),
        personal(PHOTO, "thumbnail", "事件照片缩略图", "Small photo of the event"));
  }

  private static FieldEntry technical(String table, String column, String zh, String en) {
    return new FieldEntry(
        table, column, zh, en, PURPOSE, BASIS, RETENTION, Sensitivity.TECHNICAL, Masking.NONE);
  }

  private static FieldEntry personal(String table, String column, String zh, String en) {
    return new FieldEntry(
        table, column, zh, en, PURPOSE, BASIS, RETENTION, Sensitivity.PERSONAL, Masking.NONE);
  }
}
