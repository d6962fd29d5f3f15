import { describe, expect, it } from 'vitest';
import type { LonLat } from '../src/geo/lonLat';
import { readCounted } from './plans';
import { chooseBorder, drawingTable, handleAt, picture, roomyBorder } from './table';
import { settled } from './town';

describe('the drawing table on the globe', () => {
  const desk = drawingTable({ webgl: true });

  it('lets_a_border_be_dragged_between_the_buildings', async () => {
    const border = roomyBorder(await desk.basePartition());
    const middle = border.points[Math.floor(border.points.length / 2)] as LonLat;
    const { page, counted } = await desk.open(middle, { metres: 500, pitch: -55 });
    await settled(page, ({ mode }) => mode === '3d');
    await page.locator('[data-snapping]').click();
    await chooseBorder(page, border);
    const handle = await handleAt(page, 'vertex');
    await page.mouse.move(handle.px, handle.py);
    await page.mouse.down();
    await page.mouse.move(handle.px + 26, handle.py + 14, { steps: 4 });
    await page.locator('[data-numbers] .was').first().waitFor();
    await picture(page, 'globe-drag');
    await page.mouse.up();
    await desk.changed(desk.plan.version);
    const after = (await readCounted(desk.plan.id)).counted;
    for (const code of [border.left, border.right]) {
      const [was, is] = [counted, after].map((each) => each.numbersOf(code).areaSquareMetres);
      expect(Math.abs((was ?? 0) - (is ?? 0))).toBeGreaterThan(1);
    }
    // The table colours the globe as it does the flat map, and leaves the borders in sight above it.
    await page.keyboard.press('g');
    await page.locator('[data-grid-table] [data-row]').first().waitFor();
    await page.locator('[data-colour]').selectOption('residents');
    await page.locator('[data-table-legend]').waitFor();
    await picture(page, 'globe-table');
  });
});
