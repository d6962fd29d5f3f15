import type { Division, FindingPage, GridCard, HouseCard, Overview, SearchHit } from '../src/api/model';
import type { Session } from '../src/api/session';

/** Address of a running GridMap server; without one these tests fail, for they prove nothing without it. */
export function serverAddress(): string {
  const address = process.env['GRIDMAP_URL'];
  if (!address)
    throw new Error('GRIDMAP_URL must name a running GridMap server, such as http://127.0.0.1:8080');
  return address.replace(/\/$/, '');
}

/** Logins of the demonstration. */
export type Demo =
  | 'officer'
  | 'gridlead'
  | 'lead'
  | 'planner'
  | 'leader'
  | 'responder'
  | 'sysadmin'
  | 'secadmin'
  | 'secadmin2'
  | 'auditor';

interface Door {
  readonly cookie: string;
  readonly session: Session;
}
const doors = new Map<Demo, Promise<Door>>();

async function enter(login: Demo): Promise<Door> {
  const response = await fetch(`${serverAddress()}/api/session/demo`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login }),
  });
  if (!response.ok) throw new Error(`${login} could not sign in: ${String(response.status)}`);
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { cookie, session: (await response.json()) as Session };
}

/** A session of a demo account beside the browser's, opened once. */
export function door(login: Demo): Promise<Door> {
  let opened = doors.get(login);
  if (!opened) {
    opened = enter(login);
    doors.set(login, opened);
  }
  return opened;
}

/** Sends a request as somebody, with what the page would send along. */
export async function send(
  login: Demo,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const { cookie, session } = await door(login);
  return fetch(`${serverAddress()}${path}`, {
    method,
    headers: {
      Cookie: cookie,
      ...(method === 'GET' ? {} : { 'X-CSRF-Token': session.csrfToken ?? '' }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Reads JSON from the server and fails loudly on anything but 200. */
export async function read<T>(path: string, login: Demo = 'planner'): Promise<T> {
  const response = await send(login, 'GET', path);
  if (!response.ok) throw new Error(`${path} answered ${String(response.status)}: ${await response.text()}`);
  return (await response.json()) as T;
}

export const readOverview = () => read<Overview>('/api/overview');
export const readGrid = (id: number) => read<GridCard>(`/api/grids/${String(id)}`);
export const readHouse = (id: number, login: Demo = 'planner') =>
  read<HouseCard>(`/api/houses/${String(id)}`, login);
export const readFindings = (division: number) =>
  read<FindingPage>(`/api/divisions/${String(division)}/findings?limit=1000`);
export const readHits = async (text: string) =>
  (await read<{ items: SearchHit[] }>(`/api/search?q=${encodeURIComponent(text)}`)).items;

/** The draft of the sample town with its planted defects. */
export async function readDraft(): Promise<Division> {
  const draft = (await readOverview()).divisions.find(
    ({ status, findings }) => status === 'DRAFT' && findings > 0,
  );
  if (!draft) throw new Error('the sample town has no draft with findings');
  return draft;
}

/** The first village of the sample, which is the one with many grids. */
async function rootCode(): Promise<string> {
  const { divisions } = await readOverview();
  const largest = divisions.filter(({ shown }) => shown).sort((a, b) => b.grids - a.grids)[0];
  if (!largest) throw new Error('no division is shown');
  return largest.rootCode;
}

/** A leaf grid of the published division, near its middle. */
export async function readSomeLeaf(): Promise<GridCard> {
  const { levels } = await readOverview();
  const finest = Math.max(...levels.map(({ level }) => level));
  const root = await rootCode();
  const page = await read<{ features: { id: number; properties: { code: string } }[] }>(
    `/ogc/collections/grids/items?level=${String(finest)}&limit=200`,
  );
  const own = page.features.filter(({ properties }) => properties.code.startsWith(root));
  const feature = own[Math.floor(Math.min(own.length, 50) / 2)];
  if (!feature) throw new Error('the sample town has no leaf grid');
  return readGrid(Number(feature.id));
}

/** A house that has a number by which only it is found first. */
export async function readSomeHouse(): Promise<HouseCard> {
  const page = await read<{ features: { id: number }[] }>('/ogc/collections/houses/items?limit=100');
  for (const { id } of page.features.slice(20)) {
    const house = await readHouse(Number(id));
    if (house.number && (await readHits(house.number))[0]?.id === house.id) return house;
  }
  throw new Error('no house of the sample town is found first by its number');
}

/** The grid in which somebody has a role. */
export async function readScope(login: Demo): Promise<GridCard> {
  const { session } = await door(login);
  const code = session.scopes.find(({ gridCode }) => gridCode)?.gridCode;
  const hit = (await readHits(code ?? '')).find(({ type, title }) => type === 'grid' && title === code);
  if (!hit) throw new Error(`${login} has no grid`);
  return readGrid(hit.id);
}

/** A house in somebody's scope in which adults with an own phone live. */
export async function readHomeIn(login: Demo): Promise<HouseCard> {
  const { bounds } = await readScope(login);
  const page = await read<{ features: { id: number }[] }>(
    `/ogc/collections/houses/items?limit=200&bbox=${bounds.join(',')}`,
  );
  for (const { id } of page.features) {
    const answer = await send(login, 'GET', `/api/houses/${String(id)}/households`);
    if (!answer.ok) continue;
    const { households } = (await answer.json()) as {
      households: { residents: { phones: { kind: string }[] }[] }[];
    };
    const people = households.flatMap(({ residents }) => residents);
    if (people.length > 1 && people[0]?.phones.some(({ kind }) => kind === 'OWN'))
      return readHouse(Number(id), login);
  }
  throw new Error(`nobody with a phone lives in the grid of ${login}`);
}

/** A house and a grid for which somebody does not answer. */
export async function readOutside(login: Demo): Promise<{ house: number; grid: number }> {
  const page = await read<{ features: { id: number }[] }>(
    '/ogc/collections/houses/items?limit=1000&offset=2500',
  );
  for (const { id } of page.features) {
    const { inScope, grids } = await readHouse(Number(id), login);
    const grid = grids[0];
    if (!inScope && grid) return { house: Number(id), grid: grid.id };
  }
  throw new Error(`${login} answers for everything`);
}
