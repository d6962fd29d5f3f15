import type { Component } from 'vue';
import { addWords, type WordTree, type Words } from '../i18n';
import { addLayer, type MapLayer } from '../map/layers/layer';
import { addMapPart, addTheme, type MapPart } from '../map/layers/parts';
import type { Theme } from '../map/paint/style';
import { addLayerChoice } from '../state/choices';
import { addClaims, type Claim } from '../state/claims';
import { addPanel, type Panel } from '../state/modes';
import { addKind, type SelectionKind } from '../state/selected';
import { addFieldWords } from '../ui/fieldWord';

/** One of the tabs of a card or a panel that several features fill together. */
export interface Tab {
  /** Whose tab it is: a kind that can be selected, or a panel. */
  readonly of: string;
  readonly name: string;
  /** Where it stands among the others; tens leave room. */
  readonly position: number;
  /** Whether there is anything in it for the viewer; a card is asked with what it shows. */
  shown?(subject: unknown): boolean;
  /** A number beside its name. */
  readonly count?: () => number | null;
  readonly component: () => Promise<{ default: Component }>;
  /** What the component is given, from what the tab belongs to and its title. */
  props?(subject: unknown, title: string): Readonly<Record<string, unknown>>;
}

/** A tab with the key of its word. */
export type NamedTab = Tab & { readonly words: string };

/** Something that always stands in one place of the page. */
export interface Piece {
  /** In the bar at its beginning, before the language or at its end; above the map or in its lower corner; or outside of all. */
  readonly where: 'bar' | 'barTools' | 'barEnd' | 'map' | 'corner' | 'page';
  /** Where it stands among the others; tens leave room. */
  readonly position: number;
  readonly component: Component;
  readonly shown?: () => boolean;
}

/** What a feature needs only once somebody has signed in; it is fetched then, together with the map. */
export interface Work {
  readonly pieces?: readonly Piece[];
  readonly mapParts?: readonly MapPart[];
  /** What gives way to what the feature shows now. */
  readonly claims?: () => readonly Claim[];
  /** How counts colour the map now. */
  readonly theme?: () => Theme | null;
  /** Begins to follow what the viewer chooses, once the town is here; returns what ends it. */
  start?(): () => void;
}

/**
 * One capability of the page. Its `index.ts` hands it to {@link addFeature}, and `app/features.ts` names it in one line;
 * nothing else knows it.
 */
export interface Feature<W extends WordTree> {
  readonly name: string;
  /**
   * Its words, reached as `name.…`. By convention `rail.PANEL.short` and `.long` name a panel, `layer.LAYER` a layer
   * and `tab.TAB` a tab.
   */
  readonly words: Words<W>;
  /** Groups of its words that name fields of records, for lists of what was changed. */
  readonly fieldWords?: readonly (keyof W & string)[];
  readonly panels?: readonly Panel[];
  readonly kinds?: readonly SelectionKind[];
  readonly layers?: readonly MapLayer[];
  readonly tabs?: readonly Tab[];
  /** Shown instead of the page until somebody has signed in. */
  readonly signInPage?: Component;
  readonly work?: () => Promise<{ readonly work: Work }>;
}

const tabs: NamedTab[] = [];
const pieces: Piece[] = [];
const loaders: (() => Promise<{ readonly work: Work }>)[] = [];
const starts: (() => () => void)[] = [];
let loading: Promise<void> | null = null;

/** The component that is shown until somebody has signed in. */
export let signInPage: Component | null = null;

/** Makes a feature part of the page. */
export function addFeature<const W extends WordTree>(feature: Feature<W>): void {
  const { name, words, fieldWords = [], panels = [], kinds = [], layers = [] } = feature;
  addWords(name, words);
  addFieldWords(name, fieldWords);
  for (const panel of panels) addPanel(panel, `${name}.rail.${panel.name}`);
  for (const kind of kinds) addKind(kind);
  for (const layer of layers) {
    addLayer(layer, `${name}.layer.${layer.name}`);
    addLayerChoice(layer);
  }
  for (const tab of feature.tabs ?? []) tabs.push({ ...tab, words: `${name}.tab.${tab.name}` });
  if (feature.signInPage) signInPage = feature.signInPage;
  if (feature.work) loaders.push(feature.work);
}

/** The tabs of a kind or panel that are shown now, in their order. */
export function tabsOf(of: string, subject?: unknown): NamedTab[] {
  return tabs
    .filter((tab) => tab.of === of && (tab.shown?.(subject) ?? true))
    .sort((a, b) => a.position - b.position);
}

/** The pieces that stand in one place now, in their order. */
export function piecesOf(where: Piece['where']): Piece[] {
  return pieces.filter((piece) => piece.where === where && (piece.shown?.() ?? true));
}

async function addWork(): Promise<void> {
  // In the order of the features, whichever arrives first.
  for (const { work } of await Promise.all(loaders.map((load) => load()))) {
    pieces.push(...(work.pieces ?? []));
    for (const part of work.mapParts ?? []) addMapPart(part);
    if (work.claims) addClaims(work.claims);
    if (work.theme) addTheme(work.theme);
    if (work.start) starts.push(work.start);
  }
  pieces.sort((a, b) => a.position - b.position);
}

/** Fetches what features need once somebody has signed in; once for the page. */
export function loadWork(): Promise<void> {
  loading ??= addWork();
  return loading;
}

/** Has every feature follow what the viewer chooses; returns what ends it. */
export function startWork(): () => void {
  const stops = starts.map((start) => start());
  return () => {
    for (const stop of stops) stop();
  };
}
