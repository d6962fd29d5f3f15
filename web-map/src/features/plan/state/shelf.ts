import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { Step } from './step';

/** Names of the databases in which a browser keeps steps: one for each account, so that none sends another's. */
export const SHELF = 'gridmap-unsent-';

interface Boards extends DBSchema {
  steps: { key: string; value: Step };
}

/** The steps of one account that wait on this device. */
export interface Shelf {
  /** All of them, of every page, in the order in which they were done. */
  list(): Promise<Step[]>;
  /** Puts steps and takes others away, all or nothing. */
  change(put: readonly Step[], drop: readonly string[]): Promise<void>;
  close(): void;
  /** Takes all away, and the database with them. */
  destroy(): Promise<void>;
}

/**
 * Opens what an account keeps on this device.
 *
 * @throws if the browser keeps nothing: in a private window of some, or when its store is damaged
 */
export async function openShelf(account: number): Promise<Shelf> {
  const name = `${SHELF}${String(account)}`;
  const database: IDBPDatabase<Boards> = await openDB<Boards>(name, 1, {
    upgrade: (fresh) => void fresh.createObjectStore('steps', { keyPath: 'key' }),
    // Another page of this account signs out.
    blocking: () => {
      database.close();
    },
  });
  return {
    list: async () => (await database.getAll('steps')).sort((a, b) => a.at - b.at),
    change: async (put, drop) => {
      const work = database.transaction('steps', 'readwrite');
      // What the page watches cannot be cloned as it is.
      const writes = put.map((step) => work.store.put(JSON.parse(JSON.stringify(step)) as Step));
      await Promise.all([...writes, ...drop.map((key) => work.store.delete(key)), work.done]);
    },
    close: () => {
      database.close();
    },
    destroy: async () => {
      database.close();
      await deleteDB(name);
    },
  };
}
