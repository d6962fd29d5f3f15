package org.gridmap.backend.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A table that the page writes to a file by itself, noted before it leaves the house.
 *
 * @param format of the file
 * @param rows rows in it, 100,000 at most
 */
public record TableExport(
    @Schema(implementation = TableFormat.class) @Nullable String format, @Nullable Integer rows) {
  private static final int MOST_ROWS = 100_000;

  /** A file that the page writes. */
  public enum TableFormat {
    CSV,
    XLSX
  }

  /**
   * The format as the log notes it.
   *
   * @throws ProblemException validation-failed for a format or a number of rows that cannot be
   */
  public String checkedFormat() {
    Faults faults = new Faults();
    TableFormat known = faults.code(TableFormat.class, "format", format);
    faults.require(rows != null && rows >= 0 && rows <= MOST_ROWS, "rows");
    faults.refuse();
    if (known == null) {
      throw new IllegalStateException("refused before");
    }
    return known.name().toLowerCase(Locale.ROOT);
  }
}
