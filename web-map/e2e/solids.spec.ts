import { validateBytes } from 'gltf-validator';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read, readHouse, readOverview, serverAddress } from './server';
import { readSolids, type SolidContent } from './solidTree';
import { openTown, startBrowser } from './town';

const LARGEST_BYTES = 1_000_000;

interface Footprint {
  readonly id: number;
  readonly geometry: { readonly type: string; readonly coordinates: number[][][][] };
}

/** The viewer as one script; a client from the same registry as the page's. */
async function bundleViewer(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: 'e2e/solidViewer.ts', formats: ['es'], fileName: 'viewer' },
    },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  const chunk = bundle && 'output' in bundle ? bundle.output[0] : null;
  if (!chunk) throw new Error('the viewer was not built');
  return chunk.code;
}

describe('the town as 3D tiles', () => {
  let browser: Browser;
  let contents: SolidContent[];

  beforeAll(async () => {
    browser = await startBrowser(true);
    contents = await readSolids();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('every_content_is_a_gltf_without_an_error_and_none_is_heavy', async () => {
    expect(contents.length).toBeGreaterThan(10);
    for (const { path, bytes } of contents) {
      const { issues } = await validateBytes(bytes);
      expect(
        issues.messages.filter(({ severity }) => severity === 0),
        path,
      ).toEqual([]);
      expect(bytes.length, path).toBeLessThanOrEqual(LARGEST_BYTES);
    }
  });

  it('a_client_opens_them_and_finds_the_house_that_it_points_at', async () => {
    const script = await bundleViewer();
    const { page, complaints, close } = await openTown(browser, '', { width: 320, height: 240 });
    await page.route('**/solid-viewer', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<!doctype html><body><script>window.CESIUM_BASE_URL = "/cesium/"</script><script type="module" src="/solid-viewer.js"></script>',
      }),
    );
    await page.route('**/solid-viewer.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: script }),
    );
    await page.goto(`${serverAddress()}/solid-viewer`);
    await page.waitForFunction(() => 'pickSolid' in window);
    const { divisions } = await readOverview();
    const [west, south, east, north] = divisions.find(({ shown }) => shown)?.bounds ?? [0, 0, 0, 0];
    const lon = (west + east) / 2;
    const lat = (south + north) / 2;
    const box = [lon - 0.002, lat - 0.002, lon + 0.002, lat + 0.002].join();
    const { features } = await read<{ features: Footprint[] }>(
      `/ogc/collections/houses/items?limit=200&bbox=${box}`,
    );
    const houses = features.filter(({ geometry }) => geometry.type === 'MultiPolygon').slice(0, 3);
    expect(houses.length).toBe(3);
    for (const { id, geometry } of houses) {
      const ring = geometry.coordinates[0]?.[0]?.slice(1) ?? [];
      const middle = [0, 1].map((axis) => ring.reduce((sum, at) => sum + (at[axis] ?? 0), 0) / ring.length);
      const picked = await page.evaluate(
        ([x, y]) =>
          (
            window as unknown as {
              pickSolid(lon: number, lat: number, range: number): Promise<Record<string, string> | null>;
            }
          ).pickSolid(x ?? 0, y ?? 0, 250),
        middle,
      );
      const card = await readHouse(id);
      expect(picked?.['id']).toBe(String(id));
      expect(picked?.['number']).toBe(card.number);
      expect(picked?.['use']).toBe(card.use);
      expect(picked?.['floors']).toBe(String(card.floors));
    }
    expect(complaints).toEqual([]);
    await close();
  });
});
