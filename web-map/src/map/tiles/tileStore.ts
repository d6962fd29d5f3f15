import { getTile, isAbort } from '../../api/client';
import { ancestorAt, type TileAddress, tileKey } from '../../geo/mercator';
import { tileLayersOf } from '../layers/layer';
import { type DecodedTile, decodeTile } from './decode';

interface Entry {
  readonly key: string;
  readonly address: TileAddress;
  readonly controller: AbortController;
  readonly promise: Promise<DecodedTile>;
  tile: DecodedTile | null;
  waiting: number;
}

/** Tiles kept decoded. */
const KEPT = 400;
/** Requests under way at a time. */
const AT_ONCE = 6;
/** The finest tile that is read; finer pictures are drawn from it. */
export const FINEST_ZOOM = 17;

/**
 * Reads and keeps vector tiles. Whoever no longer needs a tile aborts his signal; the request is cancelled when nobody
 * waits for it any more.
 */
export class TileStore {
  private readonly entries = new Map<string, Entry>();
  private readonly queue: (() => void)[] = [];
  private running = 0;
  private division: number | undefined;
  private at: string | undefined;
  private generation = 0;

  /** `onCount` hears how many tiles are under way, `onResult` whether the last one could be read. */
  constructor(
    private readonly onCount: (count: number) => void,
    private readonly onResult: (good: boolean) => void,
  ) {}

  /** Tiles under way. */
  get pending(): number {
    return this.running + this.queue.length;
  }

  /** Forgets all tiles and reads those of another division or day, or newer ones of the same. */
  reset(division: number | null, at: string | null = null): void {
    this.cancel();
    this.entries.clear();
    this.division = division ?? undefined;
    this.at = at ?? undefined;
    this.generation++;
  }

  /** Cancels what is under way. */
  cancel(): void {
    for (const entry of [...this.entries.values()]) if (!entry.tile) this.drop(entry);
  }

  /** The tile if it is here already. */
  peek(address: TileAddress): DecodedTile | null {
    return this.entries.get(tileKey(this.readable(address)))?.tile ?? null;
  }

  /** The tile, or the coarser one that stands in for it. Rejects with an AbortError when `signal` aborts. */
  async get(address: TileAddress, signal?: AbortSignal): Promise<DecodedTile> {
    signal?.throwIfAborted();
    const wanted = this.readable(address);
    const key = tileKey(wanted);
    let entry = this.entries.get(key);
    if (entry) {
      // The youngest stay: reading an entry moves it to the end.
      this.entries.delete(key);
      this.entries.set(key, entry);
      if (entry.tile) return entry.tile;
    } else {
      entry = this.start(key, wanted);
    }
    const joined = entry;
    joined.waiting++;
    if (!signal) return joined.promise;
    return new Promise<DecodedTile>((resolve, reject) => {
      const leave = () => {
        joined.waiting--;
        if (joined.waiting <= 0 && !joined.tile) this.drop(joined);
        reject(new DOMException('no longer wanted', 'AbortError'));
      };
      signal.addEventListener('abort', leave, { once: true });
      joined.promise.then(resolve, reject).finally(() => {
        signal.removeEventListener('abort', leave);
      });
    });
  }

  private readable(address: TileAddress): TileAddress {
    return address.z > FINEST_ZOOM ? ancestorAt(address, FINEST_ZOOM) : address;
  }

  private start(key: string, address: TileAddress): Entry {
    const controller = new AbortController();
    const promise = this.read(key, address, controller.signal);
    // Whoever waits hears of a failure through his own promise.
    promise.catch(() => undefined);
    const entry: Entry = { key, address, controller, promise, tile: null, waiting: 0 };
    this.entries.set(key, entry);
    return entry;
  }

  private async read(key: string, address: TileAddress, signal: AbortSignal): Promise<DecodedTile> {
    const { generation } = this;
    try {
      await this.turn(signal);
      try {
        const tile = decodeTile(
          address,
          await getTile(address, this.division, this.at, signal),
          tileLayersOf(),
        );
        const entry = this.entries.get(key);
        if (entry && generation === this.generation) entry.tile = tile;
        this.trim();
        this.onResult(true);
        return tile;
      } finally {
        this.running--;
        this.next();
      }
    } catch (error) {
      if (generation === this.generation && this.entries.get(key)?.controller.signal === signal) {
        this.entries.delete(key);
      }
      if (!isAbort(error)) this.onResult(false);
      throw error;
    }
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        this.running++;
        resolve();
      };
      this.queue.push(begin);
      signal.addEventListener('abort', () => {
        const place = this.queue.indexOf(begin);
        if (place < 0) return;
        this.queue.splice(place, 1);
        this.onCount(this.pending);
        reject(new DOMException('no longer wanted', 'AbortError'));
      });
      this.next();
    });
  }

  private next(): void {
    while (this.running < AT_ONCE && this.queue.length > 0) this.queue.shift()?.();
    this.onCount(this.pending);
  }

  private drop(entry: Entry): void {
    this.entries.delete(entry.key);
    entry.controller.abort();
  }

  private trim(): void {
    for (const [key, entry] of this.entries) {
      if (this.entries.size <= KEPT) return;
      if (entry.tile) this.entries.delete(key);
    }
  }
}
