import { computed, reactive, watch } from 'vue';
import { getOverview } from '../api/client';
import { ServerProblem } from '../api/http';
import type { Division, Overview } from '../api/model';
import { choices } from './choices';
import { ownDivision } from './home';
import { idle } from './idle';
import { followLive, live } from './live';
import { onForget } from './memory';
import { codesInScope } from './session';

/** What the server says about the town as a whole. */
export const town = reactive<{
  overview: Overview | null;
  state: 'loading' | 'ready' | 'refused' | 'unreachable';
  /** Why the server refused; a refusal is never told as a dead server. */
  refusal: unknown;
  /** When the overview was last read. */
  readAt: Date | null;
}>({ overview: null, state: 'loading', refusal: null, readAt: null });

/** Reads the overview; after a failure the last one stays in sight. */
export async function readTown(): Promise<void> {
  if (town.state !== 'ready') town.state = 'loading';
  try {
    const { at } = choices;
    const overview = await getOverview(at ?? undefined);
    // Another day was chosen meanwhile: its own answer is under way.
    if (at !== choices.at) return;
    town.overview = overview;
    town.readAt = new Date();
    town.state = 'ready';
  } catch (error) {
    const refused = error instanceof ServerProblem && error.status < 500;
    town.refusal = refused ? error : null;
    town.state = refused ? 'refused' : 'unreachable';
  }
}

let opening: Promise<void> | null = null;

/** Reads the overview for the first time in a session; who asks again meanwhile waits for the same answer. */
export function openTown(): Promise<void> {
  opening ??= readTown();
  return opening;
}

/**
 * Reads the overview every `seconds` while the page is in sight, so that an import elsewhere shows here, and whenever
 * another day is chosen. While the server pushes its changes one asking in six is enough.
 */
export function followTown(seconds: number): () => void {
  let turn = 0;
  const timer = setInterval(() => {
    if (live.state === 'open' && ++turn % 6 !== 0) return;
    // A session that is about to end is left alone.
    if (!document.hidden && idle.phase === 'ACTIVE') void readTown();
  }, seconds * 1000);
  const stopDay = watch(
    () => choices.at,
    () => void readTown(),
  );
  const stopLive = followLive(
    () => town.overview?.revision,
    () => void readTown(),
  );
  return () => {
    clearInterval(timer);
    stopDay();
    stopLive();
  };
}

/** The division that the viewer looks at: the chosen one, else that of his own area, else the first that is shown. */
export const divisionInHand = computed<Division | null>(() => {
  const divisions = town.overview?.divisions ?? [];
  return (
    divisions.find((division) => division.id === choices.division) ??
    ownDivision(divisions, codesInScope()) ??
    divisions.find((division) => division.shown) ??
    divisions[0] ??
    null
  );
});

/** The levels that exist, coarse first. */
export const levels = computed(() => [...(town.overview?.levels ?? [])].sort((a, b) => a.level - b.level));

onForget(() => {
  opening = null;
  Object.assign(town, { overview: null, state: 'loading', readAt: null });
});
