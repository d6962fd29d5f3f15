import type { Component } from 'vue';
import type { Right } from '../api/session';
import { choices } from './choices';

/** A panel beside the map or, with `fullPage`, a page in its place. */
export interface Panel {
  /** As the address carries it. */
  readonly name: string;
  /** The path of an icon on a square of 24 units. */
  readonly icon: string;
  /** Who has it. */
  readonly for: (rights: readonly Right[]) => boolean;
  /** Takes the whole page below the bar; the map is hidden. */
  readonly fullPage?: boolean;
  /** Opened from elsewhere than the rail. */
  readonly offRail?: boolean;
  /** For whom it opens by itself. */
  readonly first?: (rights: readonly Right[]) => boolean;
  readonly component: () => Promise<{ default: Component }>;
}

/** A panel with the key of its words: `short` stands on the rail, `long` at its head. */
export type NamedPanel = Panel & { readonly words: string };

const panels: NamedPanel[] = [];

/** @param words the key of its words */
export function addPanel(panel: Panel, words: string): void {
  panels.push({ ...panel, words });
}

export function findPanel(name: string | null): NamedPanel | null {
  return panels.find((panel) => panel.name === name) ?? null;
}

/** The panels that a holder of `rights` has on the rail, in its order. */
export function railOf(rights: readonly Right[]): NamedPanel[] {
  return panels.filter((panel) => !panel.offRail && panel.for(rights));
}

/** Which modes a holder of `rights` has, in the order of the rail. */
export function modesOf(rights: readonly Right[]): string[] {
  return railOf(rights).map(({ name }) => name);
}

/** The panel that is open: one that this role does not have is not opened, whatever the address says. */
export function openPanel(rights: readonly Right[]): NamedPanel | null {
  const panel = findPanel(choices.panel);
  return panel?.for(rights) ? panel : null;
}

/** The panel that opens by itself; `null` for those who begin with the map. */
export function firstPanel(rights: readonly Right[]): string | null {
  return panels.find((panel) => panel.first?.(rights))?.name ?? null;
}
