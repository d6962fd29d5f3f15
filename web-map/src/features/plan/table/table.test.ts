import { describe, expect, it } from 'vitest';
import type { Norm } from '../../../geo/band';
import type { PlanGrid } from '../../../geo/partition';
import { between, type Counted, inOrder, isWanted, type Row, rowOf, type Wish } from './rows';
import { colourIn, diverging, histogram, rising } from './scale';
import { csvOf, xlsxOf } from '../../../ui/spreadsheet';

const NORM: Norm = { measure: 'residents', least: 500, most: 1000, kind: 'BASE', level: null, area: null };
const grid = (code: string, name = '', more: Partial<PlanGrid> = {}): PlanGrid => ({
  code,
  name,
  parentCode: null,
  level: 3,
  levelName: null,
  kind: 'BASE',
  leaf: true,
  ...more,
});
const counted = (residents: number | null, areaSquareMetres = 100): Counted => ({
  residents,
  households: 1,
  houses: 1,
  workload: 1,
  compactness: 0.5,
  areaSquareMetres,
});
const row = (code: string, residents: number | null, before?: Counted | null, name = ''): Row =>
  rowOf(grid(code, name), { ...counted(residents), size: residents }, before, NORM);
const EVERYTHING: Wish = { text: '', level: 'all', outside: false, changed: false, spans: {} };
const codes = (rows: readonly Row[]) => rows.map((each) => each.grid.code);

describe('table of grids', () => {
  it('what_is_not_told_stands_after_all_numbers_whichever_way_and_is_never_a_zero', () => {
    const rows = [row('a', null), row('b', 700), row('c', 0)];
    expect(codes(inOrder(rows, { column: 'residents', down: false }))).toEqual(['c', 'b', 'a']);
    expect(codes(inOrder(rows, { column: 'residents', down: true }))).toEqual(['b', 'c', 'a']);
    expect(rows[0]?.values.residents).toBeNull();
    expect(rows[0]?.band).toBeNull();
  });

  it('where_nobody_is_registered_people_are_not_known_to_be_none', () => {
    const unrecorded = ['residents', 'residentsChange'] as const;
    const empty = rowOf(grid('a'), { ...counted(0), size: null }, counted(0), NORM, {
      unrecorded,
      rounded: [],
    });
    expect(empty.values.residents).toBeNull();
    expect(empty.values.residentsChange).toBeNull();
    expect(empty.values.houses).toBe(1);
    expect(empty.band).toBeNull();
  });

  it('a_change_needs_both_numbers_and_a_hair_of_land_is_none', () => {
    expect(row('a', 700, counted(650)).values.residentsChange).toBe(50);
    expect(row('a', 700, counted(null)).values.residentsChange).toBeNull();
    expect(row('a', null, counted(650)).values.residentsChange).toBeNull();
    expect(row('a', 700, counted(700, 100.2)).values.areaChange).toBe(0);
    expect(row('a', 700, null).isNew).toBe(true);
    expect(row('a', 700, undefined).isNew).toBe(false);
  });

  it('names_with_numbers_are_sorted_by_the_numbers', () => {
    const rows = [row('a', 1, undefined, '第10网格'), row('b', 1, undefined, '第9网格')];
    expect(codes(inOrder(rows, { column: 'name', down: false }))).toEqual(['b', 'a']);
  });

  it('filters_hold_together_and_none_finds_what_is_not_told', () => {
    const wanted = (one: Row, wish: Partial<Wish>) => isWanted(one, { ...EVERYTHING, ...wish });
    expect(wanted(row('350', 700, undefined, '东头'), { text: '35 东' })).toBe(true);
    expect(wanted(row('350', 700, undefined, '东头'), { text: '西' })).toBe(false);
    expect(wanted(row('a', 700), { outside: true })).toBe(false);
    expect(wanted(row('a', 400), { outside: true })).toBe(true);
    expect(wanted(row('a', null), { outside: true })).toBe(false);
    expect(wanted(row('a', 700, counted(700)), { changed: true })).toBe(false);
    expect(wanted(row('a', 700, null), { changed: true })).toBe(true);
    expect(wanted(row('a', 700), { spans: { residents: [500, 700] } })).toBe(true);
    expect(wanted(row('a', 701), { spans: { residents: [500, 700] } })).toBe(false);
    expect(wanted(row('a', null), { spans: { residents: [-Infinity, Infinity] } })).toBe(false);
    const higher = rowOf(
      grid('p', '', { leaf: false, level: 2 }),
      { ...counted(9), size: 9 },
      undefined,
      null,
    );
    expect(wanted(higher, { level: 'leaf' })).toBe(false);
    expect(wanted(higher, { level: 2 })).toBe(true);
  });

  it('shift_takes_all_rows_between_as_they_are_shown', () => {
    const rows = [row('c', 1), row('a', 2), row('b', 3)];
    expect(between(rows, 'b', 'c')).toEqual(['c', 'a', 'b']);
    expect(between(rows, 'gone', 'a')).toEqual(['a']);
  });
});

describe('scales', () => {
  it('five_round_steps_hold_every_value', () => {
    const steps = rising([0.31, 0.92, 0.5]);
    expect(steps.length).toBeLessThanOrEqual(5);
    expect(steps[0]?.from).toBeLessThanOrEqual(0.31);
    expect(steps.at(-1)?.to).toBeGreaterThanOrEqual(0.92);
    expect(rising([])).toEqual([]);
    expect(rising([7, 7]).length).toBeGreaterThan(0);
  });

  it('a_change_is_coloured_by_its_side_of_nothing', () => {
    const steps = diverging([-3, 100]);
    expect(steps).toHaveLength(5);
    expect(colourIn(steps, 0)).toBe(steps[2]?.colour);
    expect(colourIn(steps, -1e9)).toBe(steps[0]?.colour);
    expect(colourIn(steps, 100)).toBe(steps[4]?.colour);
    expect(diverging([0, 0])).toHaveLength(1);
  });

  it('a_histogram_counts_every_value_once_and_reaches_the_norm', () => {
    const bars = histogram([600, 700, 700, 800], [500, 1000], 10);
    expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    expect(bars[0]?.from).toBe(500);
    expect(bars.at(-1)?.to).toBe(1000);
    expect(histogram([], [1, 2])).toEqual([]);
  });
});

describe('sheets', () => {
  it('csv_is_marked_quoted_and_holds_no_formula', () => {
    const text = csvOf([
      ['编码', '名称'],
      ['001', '=HYPERLINK("x")'],
      ['002', '-1+1'],
      ['a,b', -5],
    ]);
    expect(text.startsWith('\uFEFF编码,名称\r\n')).toBe(true);
    expect(text).toContain('"\'=HYPERLINK(""x"")"');
    expect(text).toContain("002,'-1+1\r\n");
    expect(text).toContain('"a,b",-5\r\n');
  });

  it('a_workbook_is_an_archive_of_sound_files_with_numbers_and_texts', () => {
    const bytes = xlsxOf('表/1', [
      ['名称', 12.5],
      ['=1+1 <&>', -3],
    ]);
    const text = new TextDecoder().decode(bytes);
    expect(text.startsWith('PK')).toBe(true);
    expect(text).toContain('<c r="B1"><v>12.5</v></c>');
    expect(text).toContain('t="inlineStr"><is><t xml:space="preserve">=1+1 &lt;&amp;&gt;</t>');
    expect(text).not.toContain('<f>');
    expect(text).toContain('<sheet name="表 1"');
    // The directory at the end points at itself, and names five files.
    const view = new DataView(bytes.buffer);
    const end = bytes.length - 22;
    expect(view.getUint32(end, true)).toBe(0x06054b50);
    expect(view.getUint16(end + 10, true)).toBe(5);
    expect(view.getUint32(view.getUint32(end + 16, true), true)).toBe(0x02014b50);
  });
});
