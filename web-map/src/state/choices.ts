import { reactive } from 'vue';
import type { Viewpoint } from '../geo/viewpoint';

export type Mode = '3d' | '2d';
export const PANELS = ['map', 'check', 'plan', 'register', 'places', 'users', 'audit', 'account'] as const;
export type Panel = (typeof PANELS)[number];
/** What is done with the plan in hand, in the order of the tabs. */
export const PLAN_TABS = ['edit', 'cures', 'compare', 'compliance', 'decide'] as const;
export type PlanTab = (typeof PLAN_TABS)[number];
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What can be switched on and off on the map, in the order of the panel. */
export const LAYERS = [
  'grids',
  'walls',
  'labels',
  'houses',
  'uses',
  'roads',
  'places',
  'findings',
  'base',
] as const;
export type Layer = (typeof LAYERS)[number];

export const SELECTABLE = ['grid', 'house', 'finding', 'station', 'resource'] as const;

export interface Selection {
  readonly kind: (typeof SELECTABLE)[number];
  readonly id: number;
}

/** Everything the viewer has chosen; what the address bar carries. */
export interface Choices {
  mode: Mode;
  /** The grid level in hand, 1 = the village. */
  level: number;
  /** The division shown, or `null` for those the server shows by itself. */
  division: number | null;
  layers: Record<Layer, boolean>;
  /** The measure whose counts colour the grids, or `null` for none. */
  theme: string | null;
  panel: Panel | null;
  selection: Selection | null;
  /** The plan in hand, or `null` for none. */
  plan: number | null;
  planTab: PlanTab;
  /** The day or instant whose divisions are shown, as the server takes it; `null` for those in force now. */
  at: string | null;
  viewpoint: Viewpoint | null;
  language: Language;
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
    level: 2,
    division: null,
    layers: {
      grids: true,
      walls: true,
      labels: true,
      houses: true,
      uses: true,
      roads: true,
      places: true,
      findings: true,
      base: true,
    },
    theme: null,
    panel: null,
    selection: null,
    plan: null,
    planTab: 'edit',
    at: null,
    viewpoint: null,
    language: languageOf(BROWSER?.languages ?? []),
  };
}

export const choices: Choices = reactive(usualChoices());
