package org.gridmap.backend.register.reveal;

import java.util.List;
import org.gridmap.backend.dictionary.FieldEntries;
import org.gridmap.backend.dictionary.FieldEntry;
import org.springframework.stereotype.Component;

/** Entries of the data dictionary for {@code person.reveal}: why reveals are logged. */
@Component
class RevealFields implements FieldEntries {
  @Override
  public List<FieldEntry> listFields() {
    return List.of(
        column("id", "编号", "number"),
        column("account_id", "操作账号", "account"),
        column("at", "时间", "time"),
        column("subject_type", "对象类别", "kind of subject"),
        column("subject_id", "对象编号", "number of the subject"),
        column("field", "字段", "field"),
        column("purpose", "用途", "purpose"));
  }

  private static FieldEntry column(String name, String zh, String en) {
    return FieldEntry.ofLimit(
        "person.reveal", name, zh, en, "limiting how much one account may look at");
  }
}
