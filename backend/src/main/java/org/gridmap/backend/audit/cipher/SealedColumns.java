package org.gridmap.backend.audit.cipher;

import java.util.List;

/**
 * Implemented, as a bean, by every module that stores sealed values: says where they lie, so that
 * they can be sealed anew when the keys change. What no module lists becomes unreadable with its
 * key.
 *
 * <p>The role {@code gridmap_job} must be allowed to SELECT the number, the sealed column and its
 * indexes, and to UPDATE the latter two, in every row.
 */
@FunctionalInterface
public interface SealedColumns {
  List<SealedColumn> listColumns();

  /**
   * One column of sealed values.
   *
   * @param table with its schema, exactly as it was given to {@link FieldCipher#seal}
   * @param idColumn the column of the row's number, unique in the table
   * @param column the sealed one, {@code bytea}, NULL where there is no value
   * @param indexes blind indexes of the same value in the same row; those that are NULL stay NULL
   */
  record SealedColumn(String table, String idColumn, String column, List<Blind> indexes) {
    public SealedColumn {
      indexes = List.copyOf(indexes);
      if (!table.matches("([a-z_][a-z0-9_]*\\.)?[a-z_][a-z0-9_]*")) {
        throw new IllegalArgumentException("not a table: " + table);
      }
      requireColumn(idColumn);
      requireColumn(column);
    }

    /** A column without an index. */
    public SealedColumn(String table, String idColumn, String column) {
      this(table, idColumn, column, List.of());
    }
  }

  /**
   * A blind index of a sealed column.
   *
   * @param column where {@link BlindIndex#of} of the plain value is kept
   * @param purpose a constant of {@link BlindIndex}
   */
  record Blind(String column, String purpose) {
    public Blind {
      requireColumn(column);
      // Fails at start and not in the middle of a rotation.
      BlindIndex.normalise(purpose, "");
    }
  }

  private static void requireColumn(String name) {
    if (!name.matches("[a-z_][a-z0-9_]*")) {
      throw new IllegalArgumentException("not a column: " + name);
    }
  }
}
