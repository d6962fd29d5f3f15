import type { Geometry } from 'geojson';
import type { GridFate } from '../api';
import { reactive } from 'vue';
import type { LonLat } from '../../../geo/lonLat';
import { onForget } from '../../../state/memory';

/** Land with a number, hatched on the map, in the order of a list. */
export interface NumberedLand {
  readonly id: number;
  readonly ordinal: number;
  readonly place: LonLat;
  readonly rings: readonly (readonly LonLat[])[];
  readonly allowed: boolean;
}

/** Two divisions of one area, to be looked at side by side. */
export interface SwipeDrawing {
  readonly before: readonly OutlineDrawing[];
  readonly after: readonly OutlineDrawing[];
  readonly land: readonly {
    readonly from: string | null;
    readonly to: string | null;
    readonly geometry: Geometry;
  }[];
}

export interface OutlineDrawing {
  readonly code: string;
  readonly level: number;
  readonly lines: readonly (readonly LonLat[])[];
}

/** A grid that a file would make, move or take away. */
export interface ArrivingGrid {
  readonly code: string;
  readonly fate: GridFate;
  readonly lines: readonly (readonly LonLat[])[];
}

/** What the plans panel draws over the map; the map shows it and says what was pressed. */
export const drawn = reactive<{
  lands: readonly NumberedLand[];
  /** The chosen land. */
  land: number | null;
  swipe: SwipeDrawing | null;
  /** Where the two divisions meet, from 0 (only after) to 1 (only before). */
  share: number;
  /** Places that a list speaks of: houses that change hands, grids that break a rule, obstacles. */
  marks: readonly { readonly place: LonLat; readonly text: string }[];
  /** Grids of a file that is looked at before it is taken. */
  arriving: readonly ArrivingGrid[];
}>({ lands: [], land: null, swipe: null, share: 0.5, marks: [], arriving: [] });

/** Takes away what was drawn. */
export function wipe(): void {
  Object.assign(drawn, { lands: [], land: null, swipe: null, share: 0.5, marks: [], arriving: [] });
}

/** A share that stays on the map, whatever was asked for. */
export function clampShare(share: number): number {
  return Number.isFinite(share) ? Math.max(0, Math.min(1, share)) : 0.5;
}

onForget(wipe);
