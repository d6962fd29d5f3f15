import type { Component } from 'vue';
import type { Theme } from '../paint/style';

/**
 * A component that draws over the map and may take presses on it. It gets the `mapView` and the `root` that hears the
 * pointer, and may expose {@link PartOnMap}.
 */
export interface MapPart {
  readonly component: Component;
  readonly shown: () => boolean;
}

/** What the map asks of a part. */
export interface PartOnMap {
  /** Takes a press at a pixel of the map; tells whether it did. */
  press?(at: readonly [x: number, y: number], event: PointerEvent): boolean;
  /** What it shows, for tests and bug reports. */
  debug?(): Readonly<Record<string, unknown>>;
}

const parts: MapPart[] = [];
let colours: () => Theme | null = () => null;

/** Parts lie over each other in the order in which they are added. */
export function addMapPart(part: MapPart): void {
  parts.push(part);
}

export function mapParts(): readonly MapPart[] {
  return parts;
}

/** @param theme how counts colour the map now; asked again whenever what it reads changes */
export function setTheme(theme: () => Theme | null): void {
  colours = theme;
}

export function themeNow(): Theme | null {
  return colours();
}
