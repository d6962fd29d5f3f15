import type { Division, FindingPage, GridCard, HouseCard, Overview, SearchHit } from '../src/api/model';

/** Address of a running GridMap server; without one these tests fail, for they prove nothing without it. */
export function serverAddress(): string {
  const address = process.env['GRIDMAP_URL'];
  if (!address)
    throw new Error('GRIDMAP_URL must name a running GridMap server, such as http://127.0.0.1:8080');
  return address.replace(/\/$/, '');
}

/** Reads JSON from the server and fails loudly on anything but 200. */
export async function read<T>(path: string): Promise<T> {
  const response = await fetch(`${serverAddress()}${path}`);
  if (!response.ok) throw new Error(`${path} answered ${String(response.status)}: ${await response.text()}`);
  return (await response.json()) as T;
}

export const readOverview = () => read<Overview>('/api/overview');
export const readGrid = (id: number) => read<GridCard>(`/api/grids/${String(id)}`);
export const readHouse = (id: number) => read<HouseCard>(`/api/houses/${String(id)}`);
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

/** A leaf grid of the published division, near its middle. */
export async function readSomeLeaf(): Promise<GridCard> {
  const { levels } = await readOverview();
  const finest = Math.max(...levels.map(({ level }) => level));
  const page = await read<{ features: { id: number }[] }>(
    `/ogc/collections/grids/items?level=${String(finest)}&limit=50`,
  );
  const feature = page.features[Math.floor(page.features.length / 2)];
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
