/** A cell of a sheet: a number stays a number, everything else is text. */
export type Cell = string | number;

/** A text that no program for tables takes for a formula. */
function harmless(text: string): string {
  return /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u.test(text) ? `'${text}` : text;
}

/** Comma-separated values (RFC 4180), with the mark by which Excel knows UTF-8. */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  const write = (cell: Cell) => {
    if (typeof cell === 'number') return String(cell);
    const text = harmless(cell);
    return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\uFEFF${rows.map((row) => row.map(write).join(',')).join('\r\n')}\r\n`;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org';

/**
 * A workbook with one sheet (ECMA-376, SpreadsheetML). Texts are inline strings, which are never read as formulas.
 *
 * @param name of the sheet
 */
export function xlsxOf(name: string, rows: readonly (readonly Cell[])[]): Uint8Array<ArrayBuffer> {
  const cells = rows
    .map((row, r) => {
      const line = row.map((cell, c) => {
        const at = `${columnName(c)}${String(r + 1)}`;
        return typeof cell === 'number'
          ? `<c r="${at}"><v>${String(cell)}</v></c>`
          : `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>`;
      });
      return `<row r="${String(r + 1)}">${line.join('')}</row>`;
    })
    .join('');
  // Excel takes 31 characters, and none of these.
  const title = escape(name.replace(/[[\]:*?/\\]/gu, ' ').slice(0, 31) || '1');
  const files: readonly (readonly [string, string])[] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="${OFFICE}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${OFFICE}/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${OFFICE}/spreadsheetml/2006/main" xmlns:r="${OFFICE}/officeDocument/2006/relationships"><sheets><sheet name="${title}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${OFFICE}/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ],
    [
      'xl/worksheets/sheet1.xml',
      `<worksheet xmlns="${OFFICE}/spreadsheetml/2006/main"><sheetData>${cells}</sheetData></worksheet>`,
    ],
  ];
  return zip(files.map(([path, text]) => [path, new TextEncoder().encode(HEAD + text)]));
}

function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

function escape(text: string): string {
  return (
    text
      // XML 1.0 has no place for these.
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

/** Files in a ZIP archive, stored as they are. */
function zip(files: readonly (readonly [path: string, bytes: Uint8Array])[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [path, bytes] of files) {
    const name = new TextEncoder().encode(path);
    // Version 2.0, names in UTF-8, stored, 1 January 1980.
    const fields = [20, 0x0800, 0, 0, 0x21] as const;
    const sizes = [crc32(bytes), bytes.length, bytes.length] as const;
    const local = record(0x04034b50, [...fields], [...sizes], [name.length, 0]);
    parts.push(local, name, bytes);
    directory.push(record(0x02014b50, [20, ...fields], [...sizes], [name.length, 0, 0, 0, 0], [0, at]), name);
    at += local.length + name.length + bytes.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = record(0x06054b50, [0, 0, files.length, files.length], [size, at], [0]);
  const whole = new Uint8Array(at + size + end.length);
  let offset = 0;
  for (const part of [...parts, ...directory, end]) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** A signature, then numbers of two and four bytes in turn, little end first. */
function record(signature: number, ...groups: readonly (readonly number[])[]): Uint8Array {
  const bytes = [...little(signature, 4)];
  groups.forEach((group, i) => {
    for (const value of group) bytes.push(...little(value, i % 2 === 0 ? 2 : 4));
  });
  return Uint8Array.from(bytes);
}

function little(value: number, width: number): number[] {
  return Array.from({ length: width }, (_, i) => (value >>> (8 * i)) & 0xff);
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
