import { shallowReactive } from 'vue';
import { newKey, ServerProblem, ServerUnreachable } from '../../../api/http';
import { alone } from '../../../state/alone';
import { onForget, spareStores } from '../../../state/memory';
import { type NewEvent, type ReportedEvent, reportEvent, uploadEventPhoto } from '../api';
import { openStore, type Refusal, type ReportStore, type UnsentPhoto, type UnsentReport } from './store';

/** Reports that the server does not have yet. */
export const unsent = shallowReactive({
  /** In the order in which they were written and are sent. */
  items: [] as readonly UnsentReport[],
  /** Whether the server can be reached; reports wait otherwise. */
  link: 'live' as 'live' | 'lost',
  /** Whether the device keeps them all, so that they outlast the page. */
  kept: true,
});

/** Milliseconds for which the server surely remembers what it answered to a key. */
const ANSWERS_KEPT = 24 * 3_600_000;
const LONGEST_WAIT = 15_000;

let store: ReportStore | null = null;
/** What the device could not keep. */
const loose = new Map<string, UnsentReport>();
let account: number | null = null;
/** Counts sessions: an answer to one that is over is nobody's. */
let session = 0;
let sending: Promise<void> | null = null;
let retry: ReturnType<typeof setTimeout> | undefined;
let wait = 1000;
let lastAt = 0;
let onSent: (event: ReportedEvent) => void = () => undefined;

/** @param hears what becomes of a report once the server has all of it */
export function whenSent(hears: typeof onSent): void {
  onSent = hears;
}

const isOffline = () =>
  (globalThis as { readonly navigator?: { readonly onLine?: boolean } }).navigator?.onLine === false;

/** Whether an error says nothing about the report: nobody answered, or the server could not, or asks who is there. */
function isAway(error: unknown): boolean {
  if (!(error instanceof ServerProblem)) return error instanceof ServerUnreachable;
  return error.status >= 500 || [401, 429].includes(error.status);
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof ServerProblem)) return { slug: 'other', status: 0, message: '', sides: [] };
  const { slug, status, message, details } = error;
  return { slug, status, message, sides: (details['sides'] ?? []) as Refusal['sides'] };
}

async function reload(): Promise<void> {
  const mine = session;
  const kept = (await store?.list().catch(() => null)) ?? [];
  if (mine !== session) return;
  const all = [...kept.filter(({ key }) => !loose.has(key)), ...loose.values()];
  unsent.items = all.sort((a, b) => a.at - b.at);
  unsent.kept = loose.size === 0;
}

async function put(report: UnsentReport): Promise<void> {
  try {
    if (!store) throw new Error('nothing is kept');
    await store.put(report);
    loose.delete(report.key);
  } catch {
    loose.set(report.key, report);
  }
  await reload();
}

async function drop(key: string): Promise<void> {
  loose.delete(key);
  await store?.drop(key).catch(() => undefined);
  await reload();
}

/** Keeps a report and sends it as soon as it can be sent; resolves when it was tried. */
export async function post(body: NewEvent, photos: readonly Omit<UnsentPhoto, 'key'>[]): Promise<void> {
  lastAt = Math.max(Date.now(), lastAt + 1);
  await put({
    key: newKey(),
    at: lastAt,
    body,
    photos: photos.map((photo) => ({ ...photo, key: newKey() })),
    sentAt: null,
    event: null,
    refused: null,
  });
  await pump();
}

/** Sends a report again that was refused, changed by its reporter: to the server it is another one. */
export async function sendAgain(key: string, change: Partial<NewEvent> = {}): Promise<void> {
  const report = unsent.items.find((each) => each.key === key);
  if (!report) return;
  const isTaken = report.event !== null;
  const next = { ...report, body: { ...report.body, ...change }, key: isTaken ? key : newKey() };
  await put({ ...next, sentAt: null, refused: null });
  if (next.key !== key) await drop(key);
  await pump();
}

/** Takes a report away for good. */
export const dropUnsent = (key: string): Promise<void> => drop(key);

/** Sends what waits, one after the other, while no other page of this account does. */
export function pump(): Promise<void> {
  const mine = session;
  sending ??= work(mine).finally(() => {
    if (mine === session) sending = null;
  });
  return sending;
}

async function work(mine: number): Promise<void> {
  clearTimeout(retry);
  // Again for one that was written while the lock was given back.
  do await alone(`gridmap-unsent-events-${String(account)}`, () => sendAll(mine));
  while (mine === session && unsent.link === 'live' && nextOf() !== undefined);
}

const nextOf = () => unsent.items.find(({ refused }) => refused === null);

async function sendAll(mine: number): Promise<void> {
  // Another page may have sent some of them.
  await reload();
  for (let report = nextOf(); report && mine === session; report = nextOf()) {
    if (isOffline()) {
      rest();
      return;
    }
    try {
      await sendOne(report, mine);
    } catch (error) {
      if (mine !== session) return;
      if (isAway(error)) {
        rest();
        return;
      }
      const now = unsent.items.find(({ key }) => key === report?.key);
      if (now) await put({ ...now, refused: refusalOf(error) });
    }
    if (mine !== session) return;
    wait = 1000;
  }
  if (mine === session && !isOffline()) unsent.link = 'live';
}

async function sendOne(report: UnsentReport, mine: number): Promise<void> {
  const { sentAt, key, body } = report;
  if (report.event === null && sentAt !== null && Date.now() - sentAt > ANSWERS_KEPT) {
    await put({ ...report, refused: { slug: 'unsure', status: 0, message: '', sides: [] } });
    return;
  }
  let now = report;
  let { event } = now;
  if (event === null) {
    now = { ...now, sentAt: sentAt ?? Date.now() };
    await put(now);
    const { id, number } = await reportEvent(body, key);
    if (mine !== session) return;
    event = { id, number };
    now = { ...now, event };
    await put(now);
  }
  for (const photo of report.photos) {
    const picture = new Blob([photo.bytes], { type: photo.type });
    await uploadEventPhoto(event.id, picture, photo.key, () => undefined, new AbortController().signal);
    if (mine !== session) return;
    now = { ...now, photos: now.photos.filter((each) => each.key !== photo.key) };
    await put(now);
  }
  unsent.link = 'live';
  await drop(key);
  onSent(event);
}

/** Nobody answers: what waits is tried again after a while. */
function rest(): void {
  unsent.link = 'lost';
  retry = setTimeout(() => void pump(), wait);
  wait = Math.min(LONGEST_WAIT, wait * 2);
}

function onOnline(): void {
  wait = 1000;
  void pump();
}

function onOffline(): void {
  unsent.link = 'lost';
}

/** Reports that neither the server nor the device has go with the page; the browser asks first. */
function keepOpen(event: Event): void {
  if (loose.size > 0) event.preventDefault();
}

/**
 * Begins to keep reports of an account on the device, and sends what an earlier page of it left behind.
 *
 * @returns what ends it
 */
export async function openUnsent(holder: number): Promise<() => void> {
  const mine = session;
  account = holder;
  try {
    const opened = await openStore(holder);
    if (mine !== session) {
      opened.close();
      return () => undefined;
    }
    store = opened;
  } catch {
    // Without a store they are kept as long as the page is open, and the page says so.
  }
  const onSight = () => {
    if (!document.hidden) void pump();
  };
  window.addEventListener('online', onOnline);
  window.addEventListener('offline', onOffline);
  window.addEventListener('beforeunload', keepOpen);
  document.addEventListener('visibilitychange', onSight);
  void pump();
  return () => {
    window.removeEventListener('online', onOnline);
    window.removeEventListener('offline', onOffline);
    window.removeEventListener('beforeunload', keepOpen);
    document.removeEventListener('visibilitychange', onSight);
  };
}

/** How many reports of this account wait, those of its other pages too. */
export async function countUnsent(): Promise<number> {
  await reload();
  return unsent.items.length;
}

/** Drops all reports of this account, and what the device keeps of them. */
export async function dropAll(): Promise<void> {
  const board = store;
  forget();
  await board?.destroy();
}

function forget(): void {
  session++;
  sending = null;
  clearTimeout(retry);
  store?.close();
  store = null;
  account = null;
  loose.clear();
  wait = 1000;
  Object.assign(unsent, { items: [], link: 'live', kept: true });
}

// What another account left on this device is not for whoever signs out to take away.
spareStores((name) => name.startsWith('gridmap-unsent-events-'));
onForget(forget);
