package org.gridmap.backend.statistics;

import java.util.List;
import java.util.stream.Stream;
import org.gridmap.backend.dictionary.FieldEntries;
import org.gridmap.backend.dictionary.FieldEntry;
import org.gridmap.backend.dictionary.FieldEntry.Sensitivity;
import org.springframework.stereotype.Component;

/** Entries of the data dictionary for {@code person.told_tally}: why disclosed counts are kept. */
@Component
class DisclosedFields implements FieldEntries {
  private static final String BASIS = "安全保障义务 · duty to secure the data (PIPL art. 51)";

  @Override
  public List<FieldEntry> listFields() {
    return Stream.of(
            new String[] {"person.told_tally", "grid_id", "网格", "grid"},
            new String[] {"person.told_tally", "house_id", "房屋", "house"},
            new String[] {"person.told_tally", "counts", "人数", "counts as they were told"},
            new String[] {"person.told_state", "only_row", "唯一行", "the only row"},
            new String[] {"person.told_state", "mark", "标记", "mark of the last step"})
        .map(column ->
            new FieldEntry(
                column[0],
                column[1],
                column[2],
                column[3],
                "counts told to others move by steps, never by one person",
                BASIS,
                "至下次更新 · until the grid's next step",
                Sensitivity.PERSONAL,
                FieldEntry.Masking.NEVER_SENT))
        .toList();
  }
}
