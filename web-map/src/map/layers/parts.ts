import type { Component } from 'vue';
import type { Cover } from '../overlay/overlay';
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
  /** What it wrote over the map: names give way to it. */
  covers?(): readonly Cover[];
  /** What it shows, for tests and bug reports. */
  debug?(): Readonly<Record<string, unknown>>;
}

const parts: MapPart[] = [];
const themes: (() => Theme | null)[] = [];

/** Parts lie over each other in the order in which they are added. */
export function addMapPart(part: MapPart): void {
  parts.push(part);
}

export function mapParts(): readonly MapPart[] {
  return parts;
}

/** @param theme how counts colour the map now, if they do; asked again whenever what it reads changes */
export function addTheme(theme: () => Theme | null): void {
  themes.push(theme);
}

export function themeNow(): Theme | null {
  for (const theme of themes) {
    const now = theme();
    if (now) return now;
  }
  return null;
}
