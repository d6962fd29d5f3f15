package org.gridmap.backend.idempotency;

import java.util.List;
import java.util.stream.Stream;
import org.gridmap.backend.dictionary.FieldEntries;
import org.gridmap.backend.dictionary.FieldEntry;
import org.springframework.stereotype.Component;

/**
 * Entries of the data dictionary for {@code person.idempotency_key}: why answers to repeated
 * requests are kept.
 */
@Component
class IdempotencyFields implements FieldEntries {
  private record Column(String name, String zh, String en) {}

  @Override
  public List<FieldEntry> listFields() {
    return Stream.of(
            new Column("account_id", "操作账号", "account"),
            new Column("key", "幂等键", "key of the client"),
            new Column("route", "请求", "what was asked for"),
            new Column("digest", "请求摘要", "keyed digest of the request"),
            new Column("answer", "回答", "numbers of what was created"),
            new Column("at", "时间", "time"))
        .map(column ->
            new FieldEntry(
                "person.idempotency_key",
                column.name(),
                column.zh(),
                column.en(),
                "creating once although the client asks twice",
                "安全保障义务 · duty to secure the data (PIPL art. 51)",
                "2 天 · 2 days",
                FieldEntry.Sensitivity.TECHNICAL,
                FieldEntry.Masking.NEVER_SENT))
        .toList();
  }
}
