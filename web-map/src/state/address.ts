import { formatViewpoint, parseViewpoint } from '../geo/viewpoint';
import { type Choices, LANGUAGES, PLAN_TABS, type Selection, tidyFilters, usualChoices } from './choices';
import { findPanel } from './modes';
import { findKind } from './selected';

/** Writes choices as the part of the address behind `#`; only what differs from the usual is named. */
export function formatAddress(choices: Choices): string {
  const usual = usualChoices();
  const parts = new URLSearchParams();
  if (choices.viewpoint) parts.set('view', formatViewpoint(choices.viewpoint));
  if (choices.mode !== usual.mode) parts.set('mode', choices.mode);
  parts.set('level', choices.level.toString());
  if (choices.division !== null) parts.set('division', choices.division.toString());
  if (choices.selection) parts.set('select', `${choices.selection.kind}:${String(choices.selection.id)}`);
  if (choices.panel) parts.set('panel', choices.panel);
  if (choices.plan !== null) {
    parts.set('plan', choices.plan.toString());
    if (choices.planTab !== usual.planTab) parts.set('tab', choices.planTab);
  }
  if (choices.at !== null) parts.set('at', choices.at);
  if (choices.theme !== null) parts.set('theme', choices.theme);
  for (const [name, text] of Object.entries(choices.filters)) parts.set(name, text);
  const layers = Object.keys(usual.layers);
  for (const state of ['off', 'on'] as const) {
    const wanted = state === 'on';
    const named = layers.filter(
      (layer) => choices.layers[layer] === wanted && usual.layers[layer] !== wanted,
    );
    if (named.length > 0) parts.set(state, named.join('.'));
  }
  if (choices.language !== usual.language) parts.set('lang', choices.language);
  return `#${parts.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')}`;
}

/** Reads what {@link formatAddress} wrote. What is missing or makes no sense falls back to the usual. */
export function parseAddress(hash: string): Choices {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const read = usualChoices();
  read.viewpoint = parseViewpoint(parts.get('view'));
  if (parts.get('mode') === '2d') read.mode = '2d';
  read.level = wholeNumber(parts.get('level')) ?? read.level;
  read.division = wholeNumber(parts.get('division'));
  read.selection = parseSelection(parts.get('select'));
  read.panel = findPanel(parts.get('panel'))?.name ?? null;
  read.plan = wholeNumber(parts.get('plan'));
  if (read.plan !== null) read.planTab = PLAN_TABS.find((tab) => tab === parts.get('tab')) ?? read.planTab;
  read.at = parseTime(parts.get('at'));
  read.theme = /^[a-zA-Z]{1,30}$/.exec(parts.get('theme') ?? '')?.[0] ?? null;
  read.filters = tidyFilters((name) => parts.get(name));
  for (const state of ['off', 'on'] as const)
    for (const layer of parts.get(state)?.split('.') ?? [])
      if (Object.hasOwn(read.layers, layer)) read.layers[layer] = state === 'on';
  read.language = LANGUAGES.find((language) => language === parts.get('lang')) ?? read.language;
  return read;
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

/** A day of the calendar as `YYYY-MM-DD`, or an instant as `2025-01-31T16:00:00Z`; `null` for anything else. */
export function parseTime(text: string | null): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z)?$/.exec(text ?? '');
  if (!match) return null;
  const [whole, day = '', time = 'T00:00:00Z'] = match;
  const read = Date.parse(day + time);
  return Number.isFinite(read) && new Date(read).toISOString().startsWith(day) ? whole : null;
}

function parseSelection(text: string | null): Selection | null {
  const match = /^([a-z]+):([1-9]\d{0,14})$/.exec(text ?? '');
  const kind = findKind(match?.[1])?.name;
  return match && kind ? { kind, id: Number(match[2]) } : null;
}

/** Whether going from one to the other is a step that the browser's back button should undo. */
export function isStep(from: Choices, to: Choices): boolean {
  const still = (choices: Choices) => formatAddress({ ...choices, viewpoint: null });
  return still(from) !== still(to);
}
