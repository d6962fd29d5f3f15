import { addressOf, ask, upload } from '../../api/http';
import type { Fixed, Schemas, With } from '../../api/model';

export type Urgency = Schemas['Urgency'];
export type EventState = Schemas['EventState'];
export type EventAction = Schemas['Action'];
export type HistoryAction = Schemas['HistoryAction'];
export type Need = Schemas['Need'];
/** How much harm an event may do, or how soon something must be done. */
export type Grade = Schemas['Importance'] & Schemas['Pressing'];

export type EventSettings = Fixed<Schemas['EventSettings']>;
export type EventSummary = Fixed<Schemas['EventSummary']>;
export type EventList = Fixed<Schemas['EventList']>;
export type EventPoints = Fixed<With<Schemas['EventPoints'], { points: Point[] }>>;
type Point = [
  id: number,
  longitude: number,
  latitude: number,
  urgency: number,
  category: number,
  state: number,
  secondsSince1970: number,
];
export type EventChanges = Fixed<Schemas['EventChanges']>;
/** How many events are open, and of those under supervision or late, how many are closed, and what holds the open ones. */
export type EventNumbers = Fixed<Schemas['EventCounts']>;
/** The counts of a grid right below the one that is counted. */
export type GridCount = EventNumbers['children'][number];
export type EventPhoto = Fixed<Schemas['EventPhoto']>;
export type EventEntry = Fixed<Schemas['EventEntry']>;
export type PossibleAction = Fixed<Schemas['EventAction']>;
export type ReportedEvent = Fixed<Schemas['ReportedEvent']>;
/** An event whole; all that lists show of it is always there. */
export type GridEvent = EventSummary & Fixed<Omit<Schemas['Event'], keyof Schemas['EventSummary']>>;

/** What must be told of an event that is reported. */
type Required = 'category' | 'longitude' | 'latitude' | 'importance' | 'pressing' | 'text';
type Told<T> = { readonly [K in keyof T]: NonNullable<T[K]> };
export type NewEvent = Told<Pick<Schemas['NewReport'], Required>> &
  Partial<Told<Omit<Schemas['NewReport'], Required>>>;

export type TakenAction = { readonly action: EventAction; readonly target?: Target } & Fixed<
  Partial<Told<Omit<Schemas['EventActionRequest'], 'action' | 'target'>>>
>;
/** Whose an event is to be, or which one is to remain. */
type Target = Fixed<Partial<Schemas['ActionTarget']>>;

/** A filter as the server takes it. */
export type Query = Readonly<Record<string, string | number | undefined>>;

export const getEventSettings = () => ask<EventSettings>('GET', '/api/event-settings');

export const listEvents = (query: Query, after: string | null, limit: number, signal?: AbortSignal) =>
  ask<EventList>('GET', '/api/events', { query: { ...query, after: after ?? undefined, limit }, signal });

export const listEventPoints = (query: Query, signal?: AbortSignal) =>
  ask<EventPoints>('GET', '/api/event-points', { query, signal });

export const getEventNumbers = (query: Query, signal?: AbortSignal) =>
  ask<EventNumbers>('GET', '/api/event-numbers', { query, signal });

/** Notes that the numbers leave the house as a file; the server writes it down before the page saves it. */
export const noteNumbersExport = (format: 'CSV' | 'XLSX', rows: number) =>
  ask<undefined>('POST', '/api/event-exports', { body: { format, rows } });

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
  ask<ReportedEvent>('POST', '/api/events', { body, idempotencyKey: key });

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
