import { shallowReactive } from 'vue';
import { onForget } from '../../../state/memory';

/** A file that was chosen before its plan was there. */
export const waiting = shallowReactive({ plan: null as number | null, file: null as File | null });

/** The file that waits for a plan, once. */
export function takeWaiting(plan: number): File | null {
  if (waiting.plan !== plan) return null;
  const { file } = waiting;
  Object.assign(waiting, { plan: null, file: null });
  return file;
}

/** Middle of the zone of three degrees in which a longitude lies, and its number in the EPSG data set. */
export function zoneOf(longitude: number): { readonly middle: number; readonly crs: string } {
  const middle = Math.round(longitude / 3) * 3;
  return { middle, crs: `EPSG:${String(4534 + (middle - 75) / 3)}` };
}

onForget(() => {
  Object.assign(waiting, { plan: null, file: null });
});
