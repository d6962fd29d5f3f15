import { type Cell, csvOf, xlsxOf } from './spreadsheet';

/** Milliseconds for which a file stays readable: some browsers ask first where to put it. */
const KEPT = 60_000;

/** Hands a file to the browser to be kept; characters that no file may have in its name become spaces. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name.replace(/[\\/:*?"<>|]/gu, ' ').trim();
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, KEPT);
}

/**
 * Hands rows to the browser as a table.
 *
 * @param name of the file, without its ending
 * @param title of the sheet of a workbook
 */
export function saveTable(
  kind: 'csv' | 'xlsx',
  name: string,
  title: string,
  rows: readonly (readonly Cell[])[],
): void {
  const content =
    kind === 'csv'
      ? new Blob([csvOf(rows)], { type: 'text/csv;charset=utf-8' })
      : new Blob([xlsxOf(title, rows)], {
          type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        });
  saveFile(content, `${name}.${kind}`);
}
