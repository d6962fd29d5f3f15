import type { Component } from 'vue';
import type { GridTheme } from '../paint/style';

/**
 * A component that draws over the map and may take presses on it. It gets the `stage` and the `root` that hears the
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
let theme: () => GridTheme | null = () => null;

/** Parts lie over each other in the order in which they are added. */
export function addMapPart(part: MapPart): void {
  parts.push(part);
}

export function mapParts(): readonly MapPart[] {
  return parts;
}

/** @param colours how counts colour the grids now; asked again whenever what it reads changes */
export function setGridTheme(colours: () => GridTheme | null): void {
  theme = colours;
}

export function gridTheme(): GridTheme | null {
  return theme();
}
