import type { Geometry } from 'geojson';
import createClient from 'openapi-fetch';
import type { FindingPage, GridCard, HouseCard, Overview, SearchHit } from './model';
import type { paths } from './schema';

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

/** Whether an error only says that the caller lost interest. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** Sends a request; a network that does not carry it is told apart from a caller who no longer wants it. */
async function send(request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new ServerUnreachable(error);
  }
  if (response.status === 502 || response.status === 504) throw new ServerUnreachable(response.status);
  return response;
}

function client() {
  return createClient<paths>({
    baseUrl: new URL('.', document.baseURI).href.replace(/\/$/, ''),
    fetch: send,
  });
}

/** The data of an answer, as the model knows it; throws {@link ServerProblem} for a refusal. */
function dataOf<T>(answer: {
  data?: unknown;
  error?: { title: string; detail?: string };
  response: Response;
}): T {
  const { data, error, response } = answer;
  if (data === undefined) {
    throw new ServerProblem(response.status, error?.detail ?? error?.title ?? response.statusText);
  }
  return data as T;
}

function wanted(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}

export async function getOverview(signal?: AbortSignal): Promise<Overview> {
  return dataOf(await client().GET('/api/overview', wanted(signal)));
}

export async function getGrid(id: number, signal?: AbortSignal): Promise<GridCard> {
  return dataOf(await client().GET('/api/grids/{id}', { params: { path: { id } }, ...wanted(signal) }));
}

export async function getHouse(id: number, signal?: AbortSignal): Promise<HouseCard> {
  return dataOf(await client().GET('/api/houses/{id}', { params: { path: { id } }, ...wanted(signal) }));
}

/** What is called `text`, the best first; grids of `division` instead of the ones shown, if one is given. */
export async function listHits(
  text: string,
  division: number | undefined,
  signal?: AbortSignal,
): Promise<SearchHit[]> {
  const query = { q: text, limit: '20', ...(division === undefined ? {} : { division: String(division) }) };
  const answer = await client().GET('/api/search', { params: { query }, ...wanted(signal) });
  return dataOf<{ items: SearchHit[] }>(answer).items;
}

export async function listFindings(
  division: number,
  offset: number,
  limit: number,
  signal?: AbortSignal,
): Promise<FindingPage> {
  const params = { path: { id: division }, query: { offset: String(offset), limit: String(limit) } };
  return dataOf(await client().GET('/api/divisions/{id}/findings', { params, ...wanted(signal) }));
}

/** The full outline of a stored feature. */
export async function getOutline(
  collection: 'grids' | 'houses',
  id: number,
  signal?: AbortSignal,
): Promise<Geometry | null> {
  const answer = await client().GET('/ogc/collections/{collectionId}/items/{itemId}', {
    params: { path: { collectionId: collection, itemId: String(id) } },
    ...wanted(signal),
  });
  return dataOf<{ geometry: Geometry | null }>(answer).geometry;
}

/** One vector tile, or `null` where the town has nothing. Tiles are no JSON, so they stand outside the description. */
export async function getTile(
  tile: { z: number; x: number; y: number },
  division: number | undefined,
  signal?: AbortSignal,
): Promise<ArrayBuffer | null> {
  const url = new URL(`tiles/${String(tile.z)}/${String(tile.x)}/${String(tile.y)}.mvt`, document.baseURI);
  if (division !== undefined) url.searchParams.set('division', String(division));
  const response = await send(new Request(url, wanted(signal)));
  if (!response.ok) throw new ServerProblem(response.status, response.statusText);
  return response.status === 204 ? null : response.arrayBuffer();
}
