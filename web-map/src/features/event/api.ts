import { addressOf, ask, upload } from '../../api/http';
import type {
  EventChanges,
  EventList,
  EventNumbers,
  EventPhoto,
  EventPoints,
  EventSettings,
  EventSummary,
  GridEvent,
  NewEvent,
  TakenAction,
} from './wire';

export type * from './wire';

/** A filter as the server takes it. */
export type Query = Readonly<Record<string, string | number | undefined>>;

export const getEventSettings = () => ask<EventSettings>('GET', '/api/event-settings');

export const listEvents = (query: Query, after: string | null, limit: number, signal?: AbortSignal) =>
  ask<EventList>('GET', '/api/events', { query: { ...query, after: after ?? undefined, limit }, signal });

export const listEventPoints = (query: Query, signal?: AbortSignal) =>
  ask<EventPoints>('GET', '/api/event-points', { query, signal });

export const getEventNumbers = (query: Query, signal?: AbortSignal) =>
  ask<EventNumbers>('GET', '/api/event-numbers', { query, signal });

export const listEventChanges = (since: number) =>
  ask<EventChanges>('GET', '/api/event-changes', { query: { since } });

export const getEvent = (id: number, signal?: AbortSignal) =>
  ask<GridEvent>('GET', '/api/events/{id}', { path: { id }, signal });

/** Open events of the same category near an event in place and time. */
export const listDuplicates = async (id: number, signal?: AbortSignal) =>
  (await ask<{ events: EventSummary[] }>('GET', '/api/events/{id}/duplicates', { path: { id }, signal }))
    .events;

/** @param key the same whenever it is sent again */
export const reportEvent = (body: NewEvent, key: string) =>
  ask<GridEvent>('POST', '/api/events', { body, idempotencyKey: key });

/** @param key the same when it is sent again because its answer was lost */
export const actOn = (id: number, version: number, body: TakenAction, key: string) =>
  ask<GridEvent>('POST', '/api/events/{id}/actions', { path: { id }, version, body, idempotencyKey: key });

export const uploadEventPhoto = (
  id: number,
  bytes: Blob,
  key: string,
  onProgress: (share: number) => void,
  signal: AbortSignal,
) =>
  upload<EventPhoto>(
    '/api/events/{id}/photos',
    { path: { id }, idempotencyKey: key },
    bytes,
    onProgress,
    signal,
  );

export const photoAddress = (id: number, thumbnail: boolean) =>
  addressOf('/api/event-photos/{id}', { path: { id }, query: thumbnail ? { thumbnail: 'true' } : {} }).href;
