import { type Browser, chromium, type Page } from 'playwright-core';
import { type Demo, serverAddress } from './server';

/** What the page tells about its map; see `exposeDebug` in MapPane. */
export interface Debug {
  mode: '2d' | '3d' | null;
  viewpoint: {
    centre: [number, number];
    rangeMetres: number;
    headingDegrees: number;
    pitchDegrees: number;
  } | null;
  pending: number;
  labels: { key: string; text: string; x: number; y: number; width: number; height: number }[];
  pins: { id: number; ordinal: string; x: number; y: number }[];
  inSight: Readonly<Record<string, number>>;
  symbols: { kind: string; id: number; x: number; y: number }[];
  bodies: number;
  /** Whether the ground was drawn; the borders are, before it and after it. */
  grounded: boolean;
  findings: number;
  /** Pins of open land of the plan in hand. */
  lands?: { id: number; x: number; y: number }[];
}

export interface Opened {
  readonly page: Page;
  /** Requests to other hosts, policy violations, console errors and uncaught exceptions so far. */
  readonly complaints: string[];
  readonly close: () => Promise<void>;
}

export interface Opening {
  readonly webgl: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly touch?: boolean;
  /** Who signs in with one click; `null` stays at the door. */
  readonly as?: Demo | null;
  /** The language of the browser, in which the page opens. */
  readonly language?: 'zh-CN' | 'en';
  /** Address of another installation than the one that all tests share. */
  readonly at?: string;
}

const COMMON = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const SOFTWARE_GL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const NO_GL = ['--disable-gpu', '--disable-3d-apis'];

/** Starts the installed Chromium, with WebGL drawn by the processor or with none at all. */
export function startBrowser(webgl: boolean): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [...COMMON, ...(webgl ? SOFTWARE_GL : NO_GL)],
  });
}

/**
 * Opens the page at a hash, signs in as one of the demonstration (a planner, if nobody is named) and writes down
 * everything the page complains about.
 */
export async function openTown(browser: Browser, hash = '', opening: Partial<Opening> = {}): Promise<Opened> {
  const context = await browser.newContext({
    locale: opening.language ?? 'zh-CN',
    viewport: { width: opening.width ?? 820, height: opening.height ?? 520 },
    reducedMotion: 'reduce',
    hasTouch: opening.touch ?? false,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  const address = opening.at ?? serverAddress();
  const { host } = new URL(address);
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && url.host !== host)
      complaints.push(`other host: ${request.url()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${String(error)}`));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${String(response.status())}: ${response.url()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await page.goto(`${address}/${hash}`);
  if (opening.as !== null) await signIn(page, opening.as ?? 'planner');
  return { page, complaints, close: () => context.close() };
}

/** Signs in with one click. */
export async function signIn(page: Page, login: Demo): Promise<void> {
  await page.locator(`[data-demo="${login}"]`).click();
  // The wall hides it with the whole bar, and may be there first.
  await page.locator('.account-menu').waitFor({ state: 'attached' });
}

/** Signs out; the page begins anew. */
export async function signOut(page: Page): Promise<void> {
  await page.locator('.account-menu > button').click();
  // The door may show for a moment before the new document is there.
  const fresh = page.waitForEvent('load');
  await page.locator('[data-leave]').click();
  await fresh;
  await page.locator('[data-demo]').first().waitFor();
}

export function debug(page: Page): Promise<Debug> {
  return page.evaluate(() => (window as unknown as { gridmap: { debug(): Debug } }).gridmap.debug());
}

/** Waits until the map is there, has read what it needs and `also` holds; tells the last state if it never does. */
export async function settled(page: Page, also: (state: Debug) => boolean = () => true): Promise<Debug> {
  await page.waitForFunction(() => 'gridmap' in window);
  const until = Date.now() + 150_000;
  let calm = 0;
  let last: Debug | null = null;
  while (Date.now() < until) {
    last = await debug(page);
    const ready = last.mode !== null && last.pending === 0 && last.labels.length > 0 && also(last);
    calm = ready ? calm + 1 : 0;
    if (calm >= 3) return last;
    await page.waitForTimeout(250);
  }
  const { labels, ...rest } = last ?? ({ labels: [] } as unknown as Debug);
  throw new Error(
    `the map did not settle: ${JSON.stringify({ ...rest, labels: labels.map(({ text }) => text) })}`,
  );
}

/** Where a place appears, in pixels of the page. */
export async function pixelOf(page: Page, lon: number, lat: number): Promise<{ x: number; y: number }> {
  const at = await page.evaluate(
    ([east, north]) => {
      const map = (
        window as unknown as { gridmap: { project(lon: number, lat: number): [number, number] | null } }
      ).gridmap;
      const pixel = map.project(east ?? 0, north ?? 0);
      const box = document.querySelector('.map-view')?.getBoundingClientRect();
      return pixel && box ? { x: pixel[0] + box.left, y: pixel[1] + box.top } : null;
    },
    [lon, lat],
  );
  if (!at) throw new Error('the place is not in the picture');
  return at;
}

export interface Picture {
  /** Share of pixels that are neither paper nor sky. */
  readonly painted: number;
  /** Different colours, each channel in 16 steps. */
  readonly colours: number;
}

/** Counts colours of the map as it is on the screen. */
export async function pictureOf(browser: Browser, page: Page, path?: string): Promise<Picture> {
  const box = await page.locator('.map-view').boundingBox();
  if (!box) throw new Error('there is no map');
  if (path) await page.screenshot({ path });
  const png = await page.screenshot({ clip: box, timeout: 120_000 });
  const counter = await browser.newPage();
  try {
    return await counter.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      const near = (i: number, colour: readonly number[]) =>
        colour.every((value, channel) => Math.abs((data[i + channel] ?? 0) - value) < 6);
      const seen = new Set<number>();
      let painted = 0;
      for (let i = 0; i < data.length; i += 4) {
        seen.add((((data[i] ?? 0) >> 4) << 8) | (((data[i + 1] ?? 0) >> 4) << 4) | ((data[i + 2] ?? 0) >> 4));
        if (!near(i, [0xf2, 0xf1, 0xec]) && !near(i, [0xdc, 0xe3, 0xe8])) painted++;
      }
      return { painted: painted / (data.length / 4), colours: seen.size };
    }, png.toString('base64'));
  } finally {
    await counter.close();
  }
}
