import { reactive } from 'vue';

/** What the map is still waiting for. */
export const progress = reactive<{
  tiles: number;
  /** Tiles that could not be read since the last success. */
  failures: number;
  /** Whether the waiting has lasted over a second. */
  long: boolean;
}>({ tiles: 0, failures: 0, long: false });

/** Milliseconds after which waiting is shown. */
export const PATIENCE = 1000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Notes how many tiles are under way. */
export function reportTiles(count: number): void {
  progress.tiles = count;
  if (count === 0) {
    clearTimeout(timer);
    timer = undefined;
    progress.long = false;
  } else {
    timer ??= setTimeout(() => {
      progress.long = true;
    }, PATIENCE);
  }
}

/** The pointer's place on the ground and what a pixel measures there. */
export const pointer = reactive<{ place: readonly [number, number] | null; metresPerPixel: number }>({
  place: null,
  metresPerPixel: 1,
});
