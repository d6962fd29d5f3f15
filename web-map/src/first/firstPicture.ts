import { getOverview } from '../api/client';
import { getSession } from '../api/session';
import { parseViewpoint, viewOf } from '../geo/viewpoint';
import { GRIDS } from '../features/land/grids';
import { addLayer, NAMES } from '../map/layers/layer';
import { Overlay } from '../map/overlay/overlay';
import { extentOf, firstAngle, sketchOf } from '../map/sketch';
import { TileStore } from '../map/tiles/tileStore';
import { homeOf, levelOf, USUAL_LEVEL } from '../state/home';
import { bordersOnly } from '../state/rights';

/** How long the page waits for its first picture. */
const PATIENCE_MILLISECONDS = 1500;
/** What an address may say for a picture without the page: where the viewer stands. */
const PLACE_ONLY = ['view', 'level', 'mode'];
const LAYERS = { [GRIDS.name]: true, [NAMES]: true };

/**
 * Draws borders and names of the town where the map will be, before the program of the page is started. Draws nothing
 * for whoever is not signed in, and where the address wants more than a place.
 */
export async function drawFirstPicture(): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS));
  // What fails here is told by the page, which asks for the same.
  await Promise.race([draw().catch(endFirstPicture), late]);
}

/** Takes the first picture away: the map is there, or something else is shown in its place. */
export function endFirstPicture(): void {
  document.querySelector('#first')?.remove();
}

async function draw(): Promise<void> {
  const address = new URLSearchParams(location.hash.slice(1));
  if ([...address.keys()].some((name) => !PLACE_ONLY.includes(name))) return;
  const { signedIn, secondFactor, rights, scopes } = await getSession();
  if (!signedIn || secondFactor === 'ENROLMENT_NEEDED' || bordersOnly(rights)) return;
  const overview = await getOverview();
  const room = makeRoom();
  const flat = address.get('mode') === '2d';
  const codes = scopes.flatMap(({ gridCode }) => gridCode ?? []);
  const view =
    parseViewpoint(address.get('view')) ??
    viewOf(
      homeOf(overview, codes) ?? extentOf(overview),
      room.clientWidth / Math.max(1, room.clientHeight),
      firstAngle(overview, flat),
    );
  const sketch = sketchOf(view, room);
  // Of the rest of a tile nothing is read.
  const { name, position, on, labels, lines } = GRIDS;
  addLayer({ name, position, on, ...(labels && { labels }), ...(lines && { lines }) }, '');
  addLayer({ name: NAMES, position: 0, on: true }, '');
  const nobody = () => undefined;
  const redraw = () => {
    overlay.draw(sketch);
  };
  const overlay = new Overlay(room, new TileStore(nobody, nobody), redraw, () => []);
  await overlay.rest(sketch, {
    level: levelOf(overview, Number(address.get('level')) || USUAL_LEVEL),
    layers: LAYERS,
    theme: null,
  });
}

/** A canvas where the map will be, with the bar above and the rail beside it. */
function makeRoom(): HTMLCanvasElement {
  const first = document.createElement('div');
  first.id = 'first';
  first.className = 'page';
  first.ariaHidden = 'true';
  const [bar, rail, area] = ['bar', 'rail', 'map-area'].map((name) => {
    const part = document.createElement('div');
    part.className = name;
    return part;
  });
  const canvas = document.createElement('canvas');
  area?.append(canvas);
  first.append(...[bar, rail, area].filter((part) => part !== undefined));
  document.body.append(first);
  return canvas;
}
