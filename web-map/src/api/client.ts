import type { Geometry } from 'geojson';
import createClient from 'openapi-fetch';
import { addressOf, ask, problemOf, send, ServerProblem } from './http';
import type { FindingPage, GridCard, HouseCard, Overview, SearchHit } from './model';
import type { paths } from './schema';

export { isAbort, ServerProblem, ServerUnreachable } from './http';

function client() {
  return createClient<paths>({
    baseUrl: new URL('.', document.baseURI).href.replace(/\/$/, ''),
    credentials: 'same-origin',
    fetch: async (request: Request) => {
      const response = await send(request);
      if (!response.ok) throw await problemOf(response);
      return response;
    },
  });
}

/** The data of an answer, as the model knows it. */
function dataOf<T>(answer: { data?: unknown; response: Response }): T {
  const { data, response } = answer;
  if (data === undefined) throw new ServerProblem(response.status, response.statusText);
  return data as T;
}

function wanted(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}

/** @param at the day or instant whose divisions are told of; without one, now */
export async function getOverview(at?: string, signal?: AbortSignal): Promise<Overview> {
  return ask('GET', '/api/overview', { query: { at }, signal });
}

export async function getGrid(id: number, signal?: AbortSignal): Promise<GridCard> {
  return dataOf(await client().GET('/api/grids/{id}', { params: { path: { id } }, ...wanted(signal) }));
}

export async function getHouse(id: number, signal?: AbortSignal): Promise<HouseCard> {
  return dataOf(await client().GET('/api/houses/{id}', { params: { path: { id } }, ...wanted(signal) }));
}

/**
 * What is called `text`, the best first; grids of `division` instead of the ones shown, if one is given. What people
 * type may be the name of somebody, so it travels in the body and not in the address, which servers write down.
 */
export async function listHits(
  text: string,
  division: number | undefined,
  signal?: AbortSignal,
): Promise<SearchHit[]> {
  const body = { q: text, limit: 20, ...(division === undefined ? {} : { division }) };
  return (await ask<{ items: SearchHit[] }>('POST', '/api/search', { body, signal })).items;
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
  at: string | undefined,
  signal?: AbortSignal,
): Promise<ArrayBuffer | null> {
  const url = addressOf('/tiles/{z}/{x}/{y}.mvt', { path: { ...tile }, query: { division, at } });
  const response = await send(new Request(url, { credentials: 'same-origin', ...wanted(signal) }));
  if (!response.ok) throw await problemOf(response);
  return response.status === 204 ? null : response.arrayBuffer();
}
