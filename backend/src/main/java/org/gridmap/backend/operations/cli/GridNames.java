package org.gridmap.backend.operations.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gridmap.geodata.source.row.GridRow;
import org.jspecify.annotations.Nullable;

/**
 * Names the grids of a file in findings: by code, or by row number where a grid has no code. A code
 * that several rows share is told apart by the rows.
 */
final class GridNames {
  private final Set<String> shared = new HashSet<>();
  private final boolean withNames;

  /**
   * @param withNames whether the name stands behind the code, for people; programs join by the code
   */
  GridNames(List<GridRow> rows, boolean withNames) {
    this.withNames = withNames;
    Set<String> seen = new HashSet<>();
    for (GridRow row : rows) {
      if (row.coded() && !seen.add(row.code())) {
        shared.add(row.code());
      }
    }
  }

  String of(GridRow row) {
    String place = "row " + row.row();
    String code = row.coded() ? row.code() : place;
    if (shared.contains(code)) {
      code += "[" + place + "]";
    }
    @Nullable String name = row.name();
    return withNames && name != null && !name.equals(row.code()) ? code + "(" + name + ")" : code;
  }
}
