package org.gridmap.backend.reveal;

import java.util.List;
import java.util.stream.Stream;
import org.gridmap.backend.dictionary.FieldEntries;
import org.gridmap.backend.dictionary.FieldEntry;
import org.springframework.stereotype.Component;

/** Why the log of reveals is there. */
@Component
class RevealFields implements FieldEntries {
  private record Column(String name, String zh, String en) {}

  @Override
  public List<FieldEntry> listFields() {
    return Stream.of(
            new Column("id", "编号", "number"),
            new Column("account_id", "操作账号", "account"),
            new Column("at", "时间", "time"),
            new Column("subject_type", "对象类别", "kind of subject"),
            new Column("subject_id", "对象编号", "number of the subject"),
            new Column("field", "字段", "field"),
            new Column("purpose", "用途", "purpose"))
        .map(column ->
            new FieldEntry(
                "person.reveal",
                column.name(),
                column.zh(),
                column.en(),
                "limiting how much one account may look at",
                "安全保障义务 · duty to secure the data (PIPL art. 51)",
                "2 天 · 2 days; the audit keeps its own record",
                FieldEntry.Sensitivity.TECHNICAL,
                FieldEntry.Masking.NEVER_SENT))
        .toList();
  }
}
