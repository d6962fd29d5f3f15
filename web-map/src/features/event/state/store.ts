import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { NewEvent, ReportedEvent } from '../api';

/** A picture as it is sent. */
export interface UnsentPhoto {
  /** Says that two sendings are one. */
  readonly key: string;
  readonly type: string;
  readonly bytes: ArrayBuffer;
}

/** A report that the server does not have yet, or not all of its photos. */
export interface UnsentReport {
  /** Made when it was written: however often it is sent, the server takes it once. */
  readonly key: string;
  /** When it was written, in milliseconds since 1970. */
  readonly at: number;
  readonly body: NewEvent;
  /** The photos that the server does not have. */
  readonly photos: readonly UnsentPhoto[];
  /** When it first left, perhaps; `null` if it never did. */
  readonly sentAt: number | null;
  /** What the server made of it, while photos are missing. */
  readonly event: ReportedEvent | null;
  /** Why the server did not take it; its reporter says what becomes of it. */
  readonly refused: Refusal | null;
}

export interface Refusal {
  readonly slug: string;
  readonly status: number;
  readonly message: string;
  /** On which side of a border it may be meant. */
  readonly sides: readonly { readonly gridCode: string; readonly gridName: string }[];
}

interface Boards extends DBSchema {
  reports: { key: string; value: UnsentReport };
}

/** The reports of one account that wait on this device. */
export interface ReportStore {
  /** In the order in which they were written. */
  list(): Promise<UnsentReport[]>;
  put(report: UnsentReport): Promise<void>;
  drop(key: string): Promise<void>;
  close(): void;
  /** Takes all away, and the database with them. */
  destroy(): Promise<void>;
}

/**
 * What an account keeps on this device; each has a database of its own, so that none sends another's. It is made when
 * the first report has to wait: whoever only looks leaves nothing behind.
 *
 * @throws if the browser keeps nothing
 */
export async function openStore(account: number): Promise<ReportStore> {
  const name = `gridmap-unsent-events-${String(account)}`;
  let database: IDBPDatabase<Boards> | null = null;
  const open = async (): Promise<IDBPDatabase<Boards>> => {
    const opened = await openDB<Boards>(name, 1, {
      upgrade: (fresh) => void fresh.createObjectStore('reports', { keyPath: 'key' }),
      // Another page of this account signs out.
      blocking: () => {
        opened.close();
      },
    });
    return (database ??= opened);
  };
  const isThere = async () => (await indexedDB.databases()).some((each) => each.name === name);
  const found = async () => database ?? ((await isThere()) ? open() : null);
  await found();
  return {
    list: async () => ((await (await found())?.getAll('reports')) ?? []).sort((a, b) => a.at - b.at),
    put: async (report) => void (await (database ?? (await open())).put('reports', report)),
    drop: async (key) => {
      await (await found())?.delete('reports', key);
    },
    close: () => {
      database?.close();
    },
    destroy: async () => {
      database?.close();
      await deleteDB(name);
    },
  };
}
