import type { Overview } from '../api/model';
import type { Bounds } from '../geo/lonLat';
import { Perspective } from '../geo/perspective';
import type { Viewpoint } from '../geo/viewpoint';
import type { Looking } from './engine';

/** Looks from a viewpoint without a map. */
export function sketchOf(view: Viewpoint, host: HTMLElement): Looking {
  const perspective = new Perspective(view, host.clientWidth, host.clientHeight);
  return {
    viewpoint: () => view,
    sight: () => perspective.sight(),
    project: (place, heightMetres) => perspective.project(place, heightMetres),
    grounded: () => false,
  };
}

/** Where the town's own data lie, with a quarter more on each side, so that what lies at the rim is drawn. */
export function extentOf({ bounds }: Overview): Bounds {
  const [west, south, east, north] = bounds ?? [73, 18, 135, 54];
  const x = Math.max(0.002, (east - west) / 4);
  const y = Math.max(0.002, (north - south) / 4);
  return [
    Math.max(-180, west - x),
    Math.max(-85, south - y),
    Math.min(180, east + x),
    Math.min(85, north + y),
  ];
}

/** The angle of a first view; the flat map looks straight down. */
export function firstAngle(
  { home }: Overview,
  flat: boolean,
): { headingDegrees: number; pitchDegrees: number } {
  return flat
    ? { headingDegrees: 0, pitchDegrees: -90 }
    : { headingDegrees: home?.headingDegrees ?? 0, pitchDegrees: home?.pitchDegrees ?? -45 };
}
