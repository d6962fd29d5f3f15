import type { Geometry } from 'geojson';
import type { FindingPage, GridCard, HouseCard, Overview, SearchHit } from './model';

/** The server answered with a refusal. */
export class ServerProblem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'ServerProblem';
  }
}

/** The server did not answer at all. */
export class ServerUnreachable extends Error {
  constructor(cause: unknown) {
    super('the server does not answer', { cause });
    this.name = 'ServerUnreachable';
  }
}

type Parameters = Record<string, string | number | undefined>;

function address(path: string, parameters: Parameters): string {
  const url = new URL(path, document.baseURI);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url.href;
}

async function request(path: string, parameters: Parameters, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address(path, parameters), signal ? { signal } : {});
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ServerUnreachable(error);
  }
  if (response.ok) return response;
  if (response.status === 502 || response.status === 504) throw new ServerUnreachable(response.status);
  const problem = (await response.json().catch(() => ({}))) as { title?: string; detail?: string };
  throw new ServerProblem(response.status, problem.detail ?? problem.title ?? response.statusText);
}

async function getJson<T>(path: string, parameters: Parameters = {}, signal?: AbortSignal): Promise<T> {
  return (await (await request(path, parameters, signal)).json()) as T;
}

/** Whether an error only says that the caller lost interest. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

export function getOverview(signal?: AbortSignal): Promise<Overview> {
  return getJson('api/overview', {}, signal);
}

export function getGrid(id: number, signal?: AbortSignal): Promise<GridCard> {
  return getJson(`api/grids/${String(id)}`, {}, signal);
}

export function getHouse(id: number, signal?: AbortSignal): Promise<HouseCard> {
  return getJson(`api/houses/${String(id)}`, {}, signal);
}

export async function listHits(
  text: string,
  division: number | undefined,
  signal?: AbortSignal,
): Promise<SearchHit[]> {
  return (await getJson<{ items: SearchHit[] }>('api/search', { q: text, limit: 20, division }, signal))
    .items;
}

export function listFindings(
  division: number,
  offset: number,
  limit: number,
  signal?: AbortSignal,
): Promise<FindingPage> {
  return getJson(`api/divisions/${String(division)}/findings`, { limit, offset }, signal);
}

/** The full outline of a stored feature. */
export async function getOutline(
  collection: 'grids' | 'houses',
  id: number,
  signal?: AbortSignal,
): Promise<Geometry | null> {
  const feature = await getJson<{ geometry: Geometry | null }>(
    `ogc/collections/${collection}/items/${String(id)}`,
    {},
    signal,
  );
  return feature.geometry;
}

/** One vector tile, or `null` where the town has nothing. */
export async function getTile(
  tile: { z: number; x: number; y: number },
  division: number | undefined,
  signal?: AbortSignal,
): Promise<ArrayBuffer | null> {
  const path = `tiles/${String(tile.z)}/${String(tile.x)}/${String(tile.y)}.mvt`;
  const response = await request(path, { division }, signal);
  return response.status === 204 ? null : response.arrayBuffer();
}
