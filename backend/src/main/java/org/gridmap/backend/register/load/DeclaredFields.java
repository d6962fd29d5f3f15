package org.gridmap.backend.register.load;

import java.util.List;
import java.util.stream.Stream;
import org.gridmap.backend.dictionary.FieldEntries;
import org.gridmap.backend.dictionary.FieldEntry;
import org.springframework.stereotype.Component;

/**
 * Entries of the data dictionary for {@code person.declared_count}: why declared counts are kept.
 */
@Component
class DeclaredFields implements FieldEntries {
  private record Column(String name, String zh, String en) {}

  @Override
  public List<FieldEntry> listFields() {
    return Stream.of(
            new Column("house_id", "房屋", "house"),
            new Column("village_code", "村（社区）", "village"),
            new Column("residents", "申报人数", "declared residents"),
            new Column("at_home", "申报在家", "declared at home"),
            new Column("away", "申报流出", "declared away"),
            new Column("moved_out", "申报迁出", "declared moved out"))
        .map(column ->
            new FieldEntry(
                "person.declared_count",
                column.name(),
                column.zh(),
                column.en(),
                "finding where the ledger does not add up",
                "公共服务法定职责 · statutory duty of public service (PIPL art. 13(1)3)",
                "随房屋 · as long as the house",
                FieldEntry.Sensitivity.PERSONAL,
                FieldEntry.Masking.NONE))
        .toList();
  }
}
