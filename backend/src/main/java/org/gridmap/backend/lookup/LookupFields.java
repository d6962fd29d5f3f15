package org.gridmap.backend.lookup;

import java.util.List;
import java.util.stream.Stream;
import org.gridmap.backend.dictionary.FieldEntries;
import org.gridmap.backend.dictionary.FieldEntry;
import org.springframework.stereotype.Component;

/** Why the log of look-ups is there. */
@Component
class LookupFields implements FieldEntries {
  private record Column(String name, String zh, String en) {}

  @Override
  public List<FieldEntry> listFields() {
    return Stream.of(
            new Column("id", "编号", "number"),
            new Column("account_id", "操作账号", "account"),
            new Column("first_at", "首次时间", "first time"),
            new Column("at", "最近时间", "last time"),
            new Column("kind", "类别", "kind"),
            new Column("texts", "查询内容的带密钥摘要", "keyed digests of what was typed"),
            new Column("about", "掩码可见部分的带密钥摘要", "keyed digests of what the mask shows"),
            new Column("missed", "未命中", "missed"),
            new Column("touched", "命中的居民编号", "numbers of residents met"))
        .map(column ->
            new FieldEntry(
                "person.lookup",
                column.name(),
                column.zh(),
                column.en(),
                "limiting how much one account may find out by searching",
                "安全保障义务 · duty to secure the data (PIPL art. 51)",
                "2 天 · 2 days; the audit keeps its own record",
                FieldEntry.Sensitivity.TECHNICAL,
                FieldEntry.Masking.NEVER_SENT))
        .toList();
  }
}
