import { describe, expect, it } from 'vitest';
import { layoutOf, ROW } from './paper';

describe('a map sheet', () => {
  it('a_village_of_76_grids_has_map_and_table_on_one_sheet_of_a3', () => {
    for (const direction of ['landscape', 'portrait'] as const) {
      const layout = layoutOf({ size: 'A3', direction }, 76);
      expect(layout.fits, direction).toBe(true);
      const rows = Math.ceil(76 / layout.columns) + 1;
      expect(rows * ROW).toBeLessThan(layout.height);
      expect(layout.map.width * layout.map.height).toBeGreaterThan(0.45 * layout.width * layout.height);
    }
  });

  it('a_county_has_its_table_on_sheets_of_its_own', () => {
    const layout = layoutOf({ size: 'A4', direction: 'landscape' }, 2480);
    expect(layout.fits).toBe(false);
    expect(layout.map.width).toBe(layout.width);
  });
});
