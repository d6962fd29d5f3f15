import { useI18n } from 'vue-i18n';
import { formatCount } from '../../../i18n/figures';
import type { Cell } from '../../../ui/spreadsheet';
import { CHANGES, type Column, type NumberColumn, type Row } from './rows';

/** Writes the cells of the table in the language of the page. */
export function useFigures() {
  const { t } = useI18n();

  /** A number without the word for what is not told. */
  function figure(column: NumberColumn, value: number): string {
    if (column === 'workload' || column === 'compactness') return value.toFixed(2);
    const text = formatCount(Math.abs(value));
    if (!CHANGES.includes(column)) return text;
    return value === 0 ? '0' : `${value > 0 ? '+' : '−'}${text}`;
  }
  function kindOf({ grid }: Row): string {
    return `${grid.levelName ?? t('plan.table.level', { n: grid.level })} · ${t(`plan.edit.tree.${grid.kind}`)}`;
  }
  function without(column: NumberColumn, row: Row): string {
    if (row.unrecorded.includes(column)) return t('plan.table.unknown');
    if (CHANGES.includes(column)) return row.isNew ? t('plan.table.fresh') : t('plan.table.unknown');
    return t('plan.table.untold');
  }
  /** What stands in a cell. */
  function write(column: Column, row: Row): string {
    if (column === 'code') return row.grid.code;
    if (column === 'name') return row.grid.name;
    if (column === 'kind') return kindOf(row);
    const value = row.values[column];
    if (value === null) return without(column, row);
    return (row.rounded.includes(column) ? '≈ ' : '') + figure(column, value);
  }
  /** The same for a sheet, where numbers are numbers. */
  function cell(column: Column, row: Row): Cell {
    if (column === 'code' || column === 'name' || column === 'kind') return write(column, row);
    const value = row.values[column];
    if (value === null) return without(column, row);
    const digits = column === 'workload' || column === 'compactness' ? 2 : 0;
    return Number(value.toFixed(digits)) + 0;
  }
  const title = (column: Column) => t(`plan.table.column.${column}`);
  /** As the title; rounded numbers are not to be taken for exact ones on somebody else's sheet. */
  const heading = (column: Column, rows: readonly Row[]) =>
    rows.some(({ rounded }) => rounded.some((each) => each === column))
      ? `≈ ${title(column)}`
      : title(column);
  return { figure, write, cell, title, heading };
}
