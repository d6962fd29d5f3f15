import { shallowReactive } from 'vue';
import type { Box } from '../../../api/model';
import { onForget } from '../../../state/memory';
import type { MatchedGrid } from '../api';
import type { ArrivingGrid } from './drawn';

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

/** Grids whose land a file changes, as they are drawn. */
export function arrivingOf(grids: readonly MatchedGrid[]): ArrivingGrid[] {
  return grids.flatMap(({ code, fate, land }) => (land ? [{ code, fate, lines: land.flat() }] : []));
}

/** The box around what is drawn; `null` around nothing. */
export function boundsOf(grids: readonly ArrivingGrid[]): Box | null {
  let box: Box | null = null;
  for (const [lon, lat] of grids.flatMap(({ lines }) => lines.flat()))
    box = box
      ? [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)]
      : [lon, lat, lon, lat];
  return box;
}

onForget(() => {
  Object.assign(waiting, { plan: null, file: null });
});
