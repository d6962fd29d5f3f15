import { shallowRef } from 'vue';
import type { Bounds, LonLat } from '../geo/lonLat';
import type { Viewpoint } from '../geo/viewpoint';

/** A wish to look elsewhere; the map answers it. */
export type Flight =
  | { readonly to: 'bounds'; readonly bounds: Bounds; readonly smallestMetres?: number }
  | { readonly to: 'place'; readonly place: LonLat; readonly rangeMetres: number }
  | { readonly to: 'viewpoint'; readonly viewpoint: Viewpoint; readonly atOnce: boolean }
  | { readonly to: 'home' };

export const flight = shallowRef<Flight | null>(null);

export function fly(to: Flight): void {
  flight.value = { ...to };
}
