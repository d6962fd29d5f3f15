import { reactive } from 'vue';
import type { Viewpoint } from '../geo/viewpoint';
import { USUAL_LEVEL } from './home';

export type Mode = '3d' | '2d';
/** What is done with the open plan, in the order of the tabs. */
export const PLAN_TABS = ['edit', 'fixes', 'discussion', 'compare', 'compliance', 'decide', 'files'] as const;
export type PlanTab = (typeof PLAN_TABS)[number];
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What is selected: a kind that a feature has given, and the thing's number. */
export interface Selection {
  readonly kind: string;
  readonly id: number;
}

/** Everything the viewer has chosen; what the address bar carries. */
export interface Choices {
  mode: Mode;
  /** The chosen grid level, 1 = the village. */
  level: number;
  /** The division shown, or `null` for those the server shows by itself. */
  division: number | null;
  /** Whether each layer is switched on. */
  layers: Record<string, boolean>;
  /** The measure whose counts colour the grids, or `null` for none. */
  theme: string | null;
  panel: string | null;
  selection: Selection | null;
  /** The open plan, or `null` for none. */
  plan: number | null;
  planTab: PlanTab;
  /** The day or instant whose divisions are shown, as the server takes it; `null` for those in force now. */
  at: string | null;
  /** What lists are narrowed to, by the name of the list; one that shows the usual is not named. */
  filters: Record<string, string>;
  viewpoint: Viewpoint | null;
  language: Language;
}

/** A layer as the choices know it. */
interface LayerChoice {
  readonly name: string;
  /** Where it stands among the others. */
  readonly position: number;
  /** Whether it is usually on. */
  readonly on: boolean;
}

const layers: LayerChoice[] = [];
const filters = new Map<string, (text: string) => string>();

/**
 * Makes the filter of a list part of the choices.
 *
 * @param name as the address carries it
 * @param tidy takes out of a text whatever makes no sense; an empty answer means the usual
 */
export function addFilterChoice(name: string, tidy: (text: string) => string): void {
  filters.set(name, tidy);
}

/** The filters that texts by their names mean, as {@link Choices} keeps them. */
export function tidyFilters(textOf: (name: string) => string | null): Record<string, string> {
  const tidied = [...filters].map(([name, tidy]) => [name, tidy(textOf(name) ?? '')] as const);
  return Object.fromEntries(tidied.filter(([, text]) => text !== ''));
}

/** Makes a layer one that can be switched on and off. */
export function addLayerChoice(layer: LayerChoice): void {
  layers.push(layer);
  layers.sort((a, b) => a.position - b.position);
  choices.layers[layer.name] = layer.on;
}

/** Not there where the choices are read outside a browser. */
const BROWSER = (globalThis as { readonly navigator?: Navigator }).navigator;

/** The page's language for a browser's preferred ones, best first: the first that the page speaks, else Chinese. */
export function languageOf(preferred: readonly string[]): Language {
  const spoken = preferred.find((tag) => /^(zh|en)(-|$)/i.test(tag));
  return spoken?.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}

export function usualChoices(): Choices {
  return {
    mode: '3d',
    level: USUAL_LEVEL,
    division: null,
    layers: Object.fromEntries(layers.map(({ name, on }) => [name, on])),
    theme: null,
    panel: null,
    selection: null,
    plan: null,
    planTab: 'edit',
    at: null,
    filters: {},
    viewpoint: null,
    language: languageOf(BROWSER?.languages ?? []),
  };
}

export const choices: Choices = reactive(usualChoices());
