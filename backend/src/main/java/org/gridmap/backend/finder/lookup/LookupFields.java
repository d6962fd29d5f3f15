package org.gridmap.backend.finder.lookup;

import java.util.List;
import org.gridmap.backend.dictionary.FieldEntries;
import org.gridmap.backend.dictionary.FieldEntry;
import org.springframework.stereotype.Component;

/** Entries of the data dictionary for {@code person.lookup}: why look-ups are logged. */
@Component
class LookupFields implements FieldEntries {
  @Override
  public List<FieldEntry> listFields() {
    return List.of(
        column("id", "编号", "number"),
        column("account_id", "操作账号", "account"),
        column("first_at", "首次时间", "first time"),
        column("at", "最近时间", "last time"),
        column("kind", "类别", "kind"),
        column("texts", "查询内容的带密钥摘要", "keyed digests of what was typed"),
        column("about", "掩码可见部分的带密钥摘要", "keyed digests of what the mask shows"),
        column("missed", "未命中", "missed"),
        column("touched", "命中的居民编号", "numbers of residents met"));
  }

  private static FieldEntry column(String name, String zh, String en) {
    return FieldEntry.ofLimit(
        "person.lookup", name, zh, en, "limiting how much one account may find out by searching");
  }
}
